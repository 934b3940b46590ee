import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'

// npm run dev -w @belfry/dashboard: the dashboard beside a Belfry at BELFRY_SERVER, by its API key in BELFRY_API_KEY.
// The key stays in this process: the proxy adds it, and no build knows it.
const server = process.env['BELFRY_SERVER'] ?? 'http://127.0.0.1:8080'
const apiKey = process.env['BELFRY_API_KEY']
const proxy = {
  target: server,
  changeOrigin: true,
  ...(apiKey === undefined ? {} : { headers: { authorization: `Bearer ${apiKey}` } }),
}

export default defineConfig(({ command }) => ({
  // Relative to <base>, which the server sets to where it is mounted.
  base: command === 'build' ? './' : '/dashboard/',
  plugins: [react()],
  resolve: { conditions: ['@belfry/source', ...defaultClientConditions] },
  server: { proxy: { '/v1': proxy, '/dashboard/api': proxy } },
  build: {
    // The server writes one nonce per answer; no script or style stands in the page itself.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    license: { fileName: 'licences.md' },
    reportCompressedSize: false,
  },
  html: { cspNonce: '__BELFRY_NONCE__' },
}))
