import { attach } from './attach.ts'
import type { WorkerOptions } from './worker-options.ts'

// The classic script at /b/<site>/sw.js: a separate worker, or loaded into a host's worker by importScripts(); the host
// sets self.belfry before that when the defaults do not fit.
declare const self: ServiceWorkerGlobalScope & { belfry?: WorkerOptions }

attach(self, self.belfry)
