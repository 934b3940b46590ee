import { readVapidKeys, VapidKeyError, type VapidKeySource } from '@belfry/web-push'
import { z } from 'zod'

/** A VAPID private key, or a pair, in any spelling; a fault has the code of the VapidKeyError. */
export const vapidPrivateKey = z
  .custom<VapidKeySource>((given) => given !== undefined)
  .transform((given, context) => {
    try {
      return readVapidKeys(given)
    } catch (error) {
      if (!(error instanceof VapidKeyError)) throw error
      // Nothing of the key: zod's issues may be printed.
      context.addIssue({ code: 'custom', message: error.message, params: { code: error.code } })
      return z.NEVER
    }
  })
