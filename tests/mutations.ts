// Mutated requests spread over every route: none may be answered with a fault, whatever is sent.
import { randomInt } from 'node:crypto'
import { castNames } from '../seeds/cast.ts'
import { HOSTILE, pick, randomFrom } from './hostile.ts'
import { addressOf, paramsOf, PLACES, routes } from './openings.ts'
import type { Held, Visitor } from './world.ts'

export type FuzzRun = { seed: number; sent: number; fewest: number; faults: string[] }

type Random = () => number

const HEADERS: readonly Record<string, string>[] = [
  {},
  {},
  {},
  { 'x-forwarded-for': '10.0.0.1' },
  { accept: 'application/json' },
  { 'accept-language': '\u00e9'.repeat(50) },
  { 'content-type': 'application/json' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': 'text/plain' },
  { host: 'evil.example' },
  { 'if-none-match': '*' },
  { cookie: 'session=%%%; visitor=\u0001' },
]

/** One route's address with some of it mutated. */
async function mutatedPath(w: Held, random: Random, at: number): Promise<{ path: string; index: number }> {
  const index = at % routes.length
  const route = routes[index]!
  const address = await addressOf(w, route, pick(random, PLACES))
  let path =
    address?.path ??
    route.path.replace(/:(\w+)/g, () => encodeURIComponent(pick(random, HOSTILE).slice(0, 150).toWellFormed()))
  if (address && random() < 0.35)
    for (const name of paramsOf(route))
      if (random() < 0.5)
        path = path.replace(
          encodeURIComponent(address.params[name]!),
          encodeURIComponent(pick(random, HOSTILE).slice(0, 150).toWellFormed()) || 'x',
        )
  if (random() < 0.3)
    path += `?${pick(random, ['q', 'back', 'page', 'district', 'stage', 'criterion', 'move', 'person', 'month', 'x'])}=${encodeURIComponent(pick(random, HOSTILE).slice(0, 500).toWellFormed())}`
  if (random() < 0.03) path += '%'
  return { path, index }
}

function mutatedFields(random: Random, fields: readonly string[]): Record<string, string | string[]> {
  const sent: Record<string, string | string[]> = {}
  for (const name of fields) {
    if (random() < 0.2) continue
    sent[name] = random() < 0.1 ? [pick(random, HOSTILE), pick(random, HOSTILE)] : pick(random, HOSTILE)
  }
  if (random() < 0.1) sent[pick(random, HOSTILE).slice(0, 60)] = pick(random, HOSTILE)
  if (random() < 0.1) sent.form_token = pick(random, HOSTILE)
  if (random() < 0.2) sent.form_once = pick(random, HOSTILE)
  return sent
}

async function sendOne(
  w: Held,
  visitors: readonly Visitor[],
  random: Random,
  at: number,
): Promise<{ index: number; fault: string | undefined }> {
  const { path, index } = await mutatedPath(w, random, at)
  const route = routes[index]!
  const visitor = pick(random, visitors)
  const headers = pick(random, HEADERS)
  const cookies = new Map(visitor.cookies)
  const { status } =
    route.method === 'GET'
      ? await visitor.get(path, headers)
      : await visitor.post(path, mutatedFields(random, route.form?.fields ?? []), headers)
  visitor.cookies.clear()
  for (const [name, value] of cookies) visitor.cookies.set(name, value)
  return { index, fault: status >= 500 ? `${route.method} ${path.slice(0, 300)} answered ${status}` : undefined }
}

/** Sends `count` requests in one held world; `from` continues a run, so that every route gets its share. */
export async function fuzz(w: Held, count: number, seed: number, from = 0): Promise<FuzzRun> {
  const random = randomFrom(seed + from)
  const visitors = [w.nobody(), ...(await Promise.all(castNames.map((name) => w.as(name))))]
  const sent = routes.map(() => 0)
  const faults: string[] = []
  for (let at = from; at < from + count; at++) {
    const { index, fault } = await w.undone(() => sendOne(w, visitors, random, at))
    sent[index] = sent[index]! + 1
    if (fault) faults.push(fault)
  }
  return { seed, sent: count, fewest: Math.min(...sent), faults }
}

export function newSeed(): number {
  return Number(process.env.WHOLESCHOOL_SEED ?? randomInt(1, 2 ** 31))
}
