import { attach, type WorkerOptions } from './attach.ts'

// The classic script at /b/<site>/sw.js: a worker of its own, or brought into a host's worker by
// importScripts(), which sets self.belfry before when the defaults do not fit.
declare const self: ServiceWorkerGlobalScope & { belfry?: WorkerOptions }

attach(self, self.belfry)
