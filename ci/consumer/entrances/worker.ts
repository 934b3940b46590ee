import { attach } from '@belfry/browser/sw'

declare const self: ServiceWorkerGlobalScope

attach(self, { fallback: { title: 'Example', body: 'There is news.', url: '/inbox' } })
self.addEventListener('fetch', (event) => event.request.url)
