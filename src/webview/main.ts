import { startApp } from './app.ts';

const root = document.getElementById('app');
if (!root) throw new Error('The page has no #app.');
startApp(root);
