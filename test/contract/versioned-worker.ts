import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Belfry } from 'belfry'

/**
 * Belfry's own worker in several versions. Each says when it installs, activates and has done with a push ("1 pushed"),
 * and waits there for as long as that is held.
 */
export interface VersionedWorker {
  /** The version that browsers get from now on. */
  version: number
  heard(what: string): number
  hold(what: string): void
  release(what: string): void
  /** Answers the requests for the worker, and by it; true when it was one. */
  answer(request: IncomingMessage, response: ServerResponse, belfry: Belfry): boolean
}

export function versionedWorker(): VersionedWorker {
  const heard: string[] = []
  const held = new Map<string, ServerResponse[]>()
  const worker: VersionedWorker = {
    version: 1,
    heard: (what) => heard.filter((one) => one === what).length,
    hold: (what) => void held.set(what, []),
    release(what) {
      for (const response of held.get(what) ?? []) response.end()
      held.delete(what)
    },
    answer(request, response, belfry) {
      const path = request.url ?? ''
      const [, what] = /^\/worker\?(.*)/.exec(path) ?? []
      if (what !== undefined) {
        const words = decodeURIComponent(what)
        heard.push(words)
        const waiting = held.get(words)
        if (waiting) waiting.push(response)
        else response.end()
      } else if (path === '/b/default/sw.js') {
        void sendScript(worker.version, new URL(path, `http://${request.headers.host}`), response, belfry)
      } else return false
      return true
    },
  }
  return worker
}

async function sendScript(version: number, url: URL, response: ServerResponse, belfry: Belfry): Promise<void> {
  const served = await belfry.fetch(new Request(url))
  response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-cache' })
  response.end(`${prelude(version)}\n${await served.text()}`)
}

// Plain script: the browser loads it as it is.
function prelude(version: number): string {
  return `
    const say = (what) => fetch('/worker?' + encodeURIComponent('${version} ' + what))
    self.addEventListener('install', (event) => event.waitUntil(say('install')))
    self.addEventListener('activate', (event) => event.waitUntil(say('activate')))
    self.addEventListener('push', (event) => {
      const waitUntil = event.waitUntil.bind(event)
      event.waitUntil = (work) => waitUntil(work.finally(() => say('pushed')))
    })`
}
