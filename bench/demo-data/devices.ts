import { deviceCode } from '../../packages/server/src/subscriptions/device.ts'

/** One kind of browser that people of the sample have. */
export interface Device {
  /** Of a hundred thousand. */
  weight: number
  push_service: string
  browser: string
  browser_version: string
  os: string
  mobile: 0 | 1
  code: number
  /** How much of what is accepted is displayed; 0 where no worker reports it. */
  displayed: number
  /** Clicks, relative to others. */
  clicks: number
}

type Given = readonly [weight: number, service: string, browser: string, version: string, os: string]

// About what European shops saw of web push in 2026: Chrome on Android above all, then desktops.
const GIVEN: readonly Given[] = [
  [30_000, 'fcm', 'Chrome', '149', 'Android'],
  [5000, 'fcm', 'Chrome', '148', 'Android'],
  [22_000, 'fcm', 'Chrome', '149', 'Windows'],
  [2500, 'fcm', 'Chrome', '147', 'Windows'],
  [6000, 'fcm', 'Chrome', '149', 'Mac'],
  [1500, 'fcm', 'Chrome', '149', 'Linux'],
  [700, 'fcm', 'Chrome', '149', 'CrOS'],
  [9000, 'wns', 'Edge', '149', 'Windows'],
  [600, 'fcm', 'Edge', '149', 'Mac'],
  [500, 'fcm', 'Edge', '148', 'Android'],
  [7000, 'mozilla', 'Firefox', '159', 'Windows'],
  [1200, 'mozilla', 'Firefox', '158', 'Windows'],
  [2600, 'mozilla', 'Firefox', '159', 'Linux'],
  [1100, 'mozilla', 'Firefox', '159', 'Mac'],
  [1400, 'mozilla', 'Firefox', '159', 'Android'],
  [4500, 'apple', 'Safari', '26', 'iPhone'],
  [2600, 'apple', 'Safari', '26', 'Mac'],
  [700, 'apple', 'Safari', '26', 'iPad'],
  [900, 'fcm', 'Opera', '128', 'Windows'],
  [180, 'fcm', 'Opera', '94', 'Android'],
  [20, 'other', 'Konform', '140', 'Linux'],
]

export const DEVICES: readonly Device[] = GIVEN.map(([weight, push_service, browser, browser_version, os]) => {
  const mobile = os === 'Android' || os === 'iPhone' || os === 'iPad' ? 1 : 0
  return {
    weight,
    push_service,
    browser,
    browser_version,
    os,
    mobile,
    code: deviceCode({ push_service, browser, os }),
    displayed: push_service === 'apple' ? 0 : mobile === 1 ? 0.62 : 0.81,
    clicks: mobile === 1 ? 1.15 : 0.85,
  }
})

export const DEVICE_WEIGHTS = DEVICES.map(({ weight }) => weight)

export const PLACES: readonly (readonly [weight: number, locale: string, zone: string])[] = [
  [44, 'de-DE', 'Europe/Berlin'],
  [9, 'de-AT', 'Europe/Vienna'],
  [7, 'de-CH', 'Europe/Zurich'],
  [14, 'en-GB', 'Europe/London'],
  [9, 'fr-FR', 'Europe/Paris'],
  [6, 'es-ES', 'Europe/Madrid'],
  [5, 'en-US', 'America/New_York'],
  [3, 'pl-PL', 'Europe/Warsaw'],
  [2, 'ar-MA', 'Africa/Casablanca'],
  [1, 'ja-JP', 'Asia/Tokyo'],
]
