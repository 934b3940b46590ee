import { serwist } from '@serwist/vite'

export default {
  plugins: [
    serwist({
      swSrc: 'src/sw.js',
      swDest: 'sw.js',
      globDirectory: 'dist',
      injectionPoint: 'self.__SW_MANIFEST',
      rollupFormat: 'iife',
    }),
  ],
}
