import { attach } from '@belfry/browser/sw'
import { Serwist } from 'serwist'

attach(self, { base: '/b/default' })

const serwist = new Serwist({ precacheEntries: self.__SW_MANIFEST, skipWaiting: true, clientsClaim: true })
serwist.addEventListeners()
