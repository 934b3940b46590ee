// A worker in a project whose only lib is `dom`, where `self` is a window.

import { attach, type WorkerOptions } from '@belfry/browser/sw'

const options: WorkerOptions = { base: '/b/default' }
attach(self, options)
// @ts-expect-error a base is an address
attach(self, { base: 1 })
