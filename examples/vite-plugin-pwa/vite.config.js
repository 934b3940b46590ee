import { VitePWA } from 'vite-plugin-pwa'

export default {
  plugins: [
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.js',
      injectRegister: false,
      manifest: { name: 'Belfry beside vite-plugin-pwa', display: 'standalone' },
    }),
  ],
}
