// Foreign packages without types: only the parts that tests and benchmarks use.

declare module 'http_ece' {
  import type { ECDH } from 'node:crypto'

  interface Parameters {
    version?: 'aes128gcm' | 'aesgcm'
    privateKey: ECDH
    /** base64url, as are the ones below */
    authSecret: string
    dh?: string
    salt?: string
  }

  const ece: {
    decrypt(body: Uint8Array, parameters: Parameters): Buffer
    encrypt(payload: Buffer, parameters: Parameters): Buffer
  }
  export default ece
}

declare module 'web-push' {
  import type { WebPush } from '@belfry/web-push/compat'

  const webPush: WebPush
  export default webPush
}

declare module 'koa' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

  interface Context {
    path: string
    body: unknown
    respond: boolean
    req: IncomingMessage
    res: ServerResponse
  }

  export default class Koa {
    use(middleware: (context: Context, next: () => Promise<void>) => unknown): this
    callback(): RequestListener
  }
}
