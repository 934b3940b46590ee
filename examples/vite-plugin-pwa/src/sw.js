import { attach } from '@belfry/browser/sw'
import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching'

attach(self, { base: '/b/default' })

cleanupOutdatedCaches()
precacheAndRoute(self.__WB_MANIFEST)
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
