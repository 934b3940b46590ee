import { ACCOUNT_REFUSALS } from '../accounts/refusals.ts'
import { AGEING_REFUSALS } from '../ageing/refusals.ts'
import { ANNOTATION_REFUSALS } from '../annotations/refusals.ts'
import { DELIVERY_REFUSALS } from '../deliveries/refusals.ts'
import { DETAILS_REFUSALS } from '../details/refusals.ts'
import { JOB_REFUSALS } from '../deliveries/given-up/refusals.ts'
import { INBOX_REFUSALS } from '../inbox/refusals.ts'
import { HTTP_REFUSALS } from '../http/refusals.ts'
import { KEY_REFUSALS } from '../keys/refusals.ts'
import { NOTIFICATION_REFUSALS } from '../notifications/refusals.ts'
import type { RefusalKinds } from '../refusals/refusal-kind.ts'
import { SITE_REFUSALS } from '../sites/refusals.ts'
import { SUBSCRIBER_REFUSALS } from '../subscribers/refusals.ts'
import { SUBSCRIPTION_REFUSALS } from '../subscriptions/refusals.ts'
import { TOPIC_REFUSALS } from '../topics/refusals.ts'

/** The refusals of each room. docs/reference/errors.md is made from it, in this order. */
export const DECLARED_REFUSALS: readonly RefusalKinds[] = [
  HTTP_REFUSALS,
  SUBSCRIBER_REFUSALS,
  SUBSCRIPTION_REFUSALS,
  AGEING_REFUSALS,
  SITE_REFUSALS,
  TOPIC_REFUSALS,
  KEY_REFUSALS,
  NOTIFICATION_REFUSALS,
  DELIVERY_REFUSALS,
  JOB_REFUSALS,
  INBOX_REFUSALS,
  DETAILS_REFUSALS,
  ACCOUNT_REFUSALS,
  ANNOTATION_REFUSALS,
]

/** Every refusal that an answer can carry. */
export const REFUSAL_CATALOGUE: RefusalKinds = Object.assign({}, ...DECLARED_REFUSALS) as RefusalKinds
