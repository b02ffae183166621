// Whether someone who asks about the process itself (/metrics, the reasons in /readyz) is of this house: they bring
// METRICS_TOKEN, or, where there is none, they stand on this very machine. A reverse proxy on the same machine makes
// every stranger look like that, so loopback is proof only where nothing forwarded the request and, if a proxy stands
// in front, it is one that says what it forwards.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Config } from './config.ts'

export type Caller = {
  /** The other end of the connection itself, whatever headers say. */
  peer: string | undefined
  host: string | undefined
  headers: readonly string[]
  authorization: string | undefined
}

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|\[::1\]|::ffff:127(\.\d{1,3}){3}|localhost)$/i
const FORWARDS = /^(x-forwarded.*|forwarded|x-real-ip|via|x-original-.*|cf-connecting-ip|true-client-ip)$/i

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** The time it takes tells nothing of where the two begin to differ, nor how long they are. */
function sameToken(sent: string, ours: string): boolean {
  return timingSafeEqual(digest(sent), digest(ours))
}

/** Either nobody stands in front of us, or somebody who marks what they pass on. */
function loopbackMeansHere({ trustProxy, publicUrl }: Pick<Config, 'trustProxy' | 'publicUrl'>): boolean {
  return trustProxy || LOOPBACK.test(new URL(publicUrl).hostname)
}

export function isInsider(config: Pick<Config, 'metricsToken' | 'trustProxy' | 'publicUrl'>, caller: Caller): boolean {
  if (config.metricsToken !== undefined) {
    const sent = /^bearer +(\S+)$/i.exec(caller.authorization ?? '')?.[1]
    return sent !== undefined && sameToken(sent, config.metricsToken)
  }
  const host = (caller.host ?? '').replace(/:\d+$/, '')
  return (
    loopbackMeansHere(config) &&
    LOOPBACK.test(caller.peer ?? '') &&
    LOOPBACK.test(host) &&
    !caller.headers.some((name) => FORWARDS.test(name))
  )
}
