// How long a session lasts, and the device it is on in words a person would use.

/** A session ends after this long without use, and after SESSION_HOURS in any case. */
export const IDLE_MINUTES = 120
export const SESSION_HOURS = 12
/** Between the password and the code. */
export const CODE_MINUTES = 10
/** The browser keeps the cookie for longer than the session lasts, so that we know whose work to keep for them. */
export const COOKIE_DAYS = 3
export const TOUCH_MINUTES = 5

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgi?A?(?:OS)?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPad\b/, 'an iPad'],
  [/\biPhone\b/, 'an iPhone'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'a Chromebook'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'a Mac'],
  [/\bLinux\b/, 'Linux'],
]

const named = (list: readonly (readonly [RegExp, string])[], text: string): string | undefined =>
  list.find(([sign]) => sign.test(text))?.[1]

/** `Chrome on Windows`. All that we keep of what a browser says about itself. */
export function deviceInWords(agent: string): string {
  const browser = named(BROWSERS, agent)
  const system = named(SYSTEMS, agent)
  if (browser && system) return `${browser} on ${system}`
  if (browser) return browser
  return system ? `A browser on ${system}` : 'Another kind of browser'
}

/** A path of ours to go back to: never another site, never the way in or out itself. */
export function localPath(back: string | undefined): string {
  if (!back || back.length > 500 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(back)) return '/'
  return /^\/(sign-in|sign-out|invitations|rescued)(\/|\?|$)/.test(back) || back.includes('\\') ? '/' : back
}
