// Builds the dashboard into dist: npm start does when a source is newer (setup/bundles.mjs), and npm run build always.

import { build } from 'vite'

await build({ root: import.meta.dirname, logLevel: 'warn' })
