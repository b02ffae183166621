// What the process says of itself: numbers for those who look after it and nobody else, with nothing in them about
// anybody; whether it can serve, which parts are not well, and why only to its own people.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { cast, larchmead, programme } from '../../seeds/cast.ts'
import { readExposition, type Family } from '../../tests/exposition.ts'
import { rolledBack, visitorOf, world } from '../../tests/world.ts'
import { allMigrations } from '../app.ts'
import type { Config } from './config.ts'
import { transaction } from './db.ts'
import type { House } from './house.ts'
import { makeServer } from './http.ts'
import { isInsider, type Caller } from './insider.ts'
import { watchPart } from './ready.ts'

const TOKEN = 'x0123456789abcdef0123456789abcdef'
const servers: FastifyInstance[] = []
after(() => Promise.all(servers.map((one) => one.close())))

type Changes = { config?: Partial<Config>; house?: Partial<House> }

async function serverWith({ config, house }: Changes = {}, migrations = allMigrations()): Promise<FastifyInstance> {
  const w = await world()
  const changed: House = {
    ...w.house,
    config: { ...w.house.config, signInProviders: [], ...config },
    clock: () => w.house.clock(),
    ...house,
  }
  const app = await makeServer(changed, migrations)
  servers.push(app)
  return app
}

type Asking = { headers?: Record<string, string>; from?: string }
const ask = async (app: FastifyInstance, url: string, { headers = {}, from = '127.0.0.1' }: Asking = {}) =>
  app.inject({ url, remoteAddress: from, headers: { host: 'localhost:3000', ...headers } })

const HERE: Caller = {
  peer: '127.0.0.1',
  host: '127.0.0.1:3000',
  headers: ['host', 'accept'],
  authorization: undefined,
}
const PLAIN = { metricsToken: undefined, trustProxy: false, publicUrl: 'http://127.0.0.1:3000' }
const BEHIND = { metricsToken: undefined, trustProxy: true, publicUrl: 'https://wellbeing.example.org' }

test('without a token only this very machine is let in, and never through a proxy', () => {
  for (const peer of ['127.0.0.1', '127.3.2.1', '::1', '::ffff:127.0.0.1'])
    for (const host of ['localhost', 'localhost:80', '127.0.0.1:3000', '[::1]:3000'])
      assert.ok(isInsider(PLAIN, { ...HERE, peer, host }), `${peer} ${host}`)
  for (const peer of ['10.0.0.9', '192.168.1.2', '::ffff:10.0.0.9', 'fe80::1', '', undefined])
    assert.ok(!isInsider(PLAIN, { ...HERE, peer }), String(peer))
  for (const host of ['wellbeing.example.org', 'localhost.evil.example', '127.0.0.1.evil.example', '', undefined])
    assert.ok(!isInsider(PLAIN, { ...HERE, host }), String(host))
  assert.ok(isInsider(BEHIND, HERE), 'behind a proxy that marks what it forwards, what has no mark is from here')
  for (const header of ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'forwarded', 'x-real-ip', 'via'])
    for (const config of [PLAIN, BEHIND]) assert.ok(!isInsider(config, { ...HERE, headers: [header] }), header)
  const unmarked = { ...BEHIND, trustProxy: false }
  assert.ok(!isInsider(unmarked, HERE), 'behind a proxy that may mark nothing, everyone looks as if from here')
})

test('with a token, whoever brings it is let in from anywhere, and nobody else', () => {
  const config = { ...BEHIND, metricsToken: TOKEN }
  const far: Caller = {
    peer: '10.0.0.9',
    host: 'wellbeing.example.org',
    headers: ['x-forwarded-for'],
    authorization: '',
  }
  for (const authorization of [`Bearer ${TOKEN}`, `bearer  ${TOKEN}`])
    assert.ok(isInsider(config, { ...far, authorization }))
  for (const sent of [TOKEN.slice(1), TOKEN.slice(0, -1), `${TOKEN}x`, TOKEN.toUpperCase(), '', `${TOKEN} ${TOKEN}`])
    assert.ok(!isInsider(config, { ...far, authorization: `Bearer ${sent}` }), sent)
  for (const authorization of [undefined, '', TOKEN, `Basic ${TOKEN}`, `x Bearer ${TOKEN}`])
    assert.ok(!isInsider(config, { ...far, authorization }))
  assert.ok(!isInsider(config, HERE), 'where there is a token, this machine brings it too')
})

rolledBack('a stranger finds no metrics, or is asked for the token where there is one', async () => {
  const plain = await serverWith()
  assert.equal((await ask(plain, '/metrics')).statusCode, 200)
  for (const asking of [
    { from: '10.0.0.9' },
    { headers: { host: 'wellbeing.example.org' } },
    { headers: { 'x-forwarded-for': '127.0.0.1' } },
  ]) {
    const refused = await ask(plain, '/metrics', asking)
    assert.equal(refused.statusCode, 404)
    assert.doesNotMatch(refused.body, /wholeschool_/)
  }
  const guarded = await serverWith({ config: { metricsToken: TOKEN } })
  const wrong = await ask(guarded, '/metrics', { headers: { authorization: 'Bearer guess' } })
  assert.deepEqual([wrong.statusCode, wrong.headers['www-authenticate'], wrong.body], [401, 'Bearer', ''])
  const right = await ask(guarded, '/metrics', { from: '10.0.0.9', headers: { authorization: `Bearer ${TOKEN}` } })
  assert.equal(right.statusCode, 200)
  assert.equal(right.headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8')
  assert.equal(right.headers['cache-control'], 'no-store')
})

const read = async (app: FastifyInstance): Promise<Map<string, Family>> =>
  readExposition((await ask(app, '/metrics')).body)

const valueOf = (families: Map<string, Family>, name: string, labels: Record<string, string> = {}): number =>
  families
    .get(name)!
    .samples.filter((one) => Object.entries(labels).every(([label, value]) => one.labels[label] === value))
    .reduce((sum, one) => sum + one.value, 0)

const PARTS = [
  'wholeschool_requests_total',
  'wholeschool_request_seconds',
  'wholeschool_transactions_total',
  'wholeschool_transaction_seconds',
  'wholeschool_work_total',
  'wholeschool_letters_total',
  'wholeschool_letters_waiting',
  'wholeschool_letters_waiting_seconds',
  'wholeschool_sign_ins_refused_total',
  'wholeschool_database_connections',
  'wholeschool_database_up',
  'wholeschool_engine',
  'process_resident_memory_bytes',
  'process_cpu_seconds_total',
  'nodejs_heap_size_used_bytes',
  'nodejs_eventloop_utilization',
  'nodejs_eventloop_delay_p99_seconds',
]
const LABELS = ['engine', 'le', 'method', 'outcome', 'pool', 'queue', 'role', 'route', 'state', 'status', 'step', 'why']

rolledBack('the metrics count what happened, and say nothing about whom it happened to', async (w) => {
  const app = await serverWith()
  const before = await read(app)
  const ruth = visitorOf(app, w.house)
  ruth.cookies.set('session', (await w.as('ruth')).cookies.get('session')!)
  for (const path of [
    `/settings/${larchmead.setting}`,
    `/settings/${larchmead.setting}/audit?person=${cast.ruth.person}`,
  ])
    assert.equal((await ruth.get(path)).status, 200)
  for (const path of [`/nowhere/${cast.ruth.person}`, `/settings/${programme.id}`, '/%zz', '/people/ruth@example.org'])
    assert.ok((await ruth.get(path)).status >= 400)
  const stranger = visitorOf(app, w.house)
  await stranger.post('/sign-in', { email: cast.ruth.email, password: 'not the right one' })
  await stranger.post('/sign-in/forgotten', { email: cast.ruth.email })
  const families = await read(app)
  const grown = (name: string, labels?: Record<string, string>): number =>
    valueOf(families, name, labels) - (before.has(name) ? valueOf(before, name, labels) : 0)
  const setting = { method: 'GET', route: '/settings/:setting' }
  assert.equal(grown('wholeschool_requests_total', { ...setting, status: '2xx' }), 1)
  assert.equal(grown('wholeschool_requests_total', { ...setting, status: '4xx' }), 1)
  assert.ok(grown('wholeschool_requests_total', { route: 'none' }) >= 2, 'what is no route of ours is one series')
  assert.equal(grown('wholeschool_sign_ins_refused_total', { step: 'password', why: 'wrong' }), 1)
  assert.equal(grown('wholeschool_letters_total', { outcome: 'written' }), 1)
  assert.ok(grown('wholeschool_transactions_total', { role: 'door' }) >= 5)
  assert.ok(grown('wholeschool_transactions_total', { outcome: 'undone' }) >= 1)
  assert.deepEqual(
    PARTS.filter((name) => !families.has(name)),
    [],
  )
  const text = (await ask(app, '/metrics')).body
  assert.doesNotMatch(text, /[0-9a-f]{8}-[0-9a-f]{4}/, 'no id')
  assert.doesNotMatch(text, /@|Ruth|Adeyemi|Larchmead|nowhere/, 'nobody')
  const labels = [...families.values()].flatMap(({ samples }) => samples.flatMap((one) => Object.keys(one.labels)))
  assert.deepEqual(
    [...new Set(labels)].toSorted(),
    LABELS.filter((name) => labels.includes(name)),
  )
  const known = new Set(w.house.modules.flatMap((module) => module.routes.map((route) => route.path)))
  for (const { labels: of } of families.get('wholeschool_requests_total')!.samples)
    if (of.route?.includes('/:')) assert.ok(known.has(of.route) || of.route.startsWith('/rescued/'), of.route)
})

type Ready = { ready: boolean; degraded: string[]; why?: { part: string; words: string }[]; engine?: string }

async function readyFrom(app: FastifyInstance, asking?: Asking): Promise<{ status: number; said: Ready }> {
  const answered = await ask(app, '/readyz', asking)
  return { status: answered.statusCode, said: answered.json<Ready>() }
}

const STRANGER: Asking = { from: '10.0.0.9' }

rolledBack('a stranger learns which parts are not well, and nothing more', async (w) => {
  const engine = { ...w.house.engine, kind: 'server' as const, separated: false }
  const app = await serverWith({ house: { demo: false, carrier: undefined, engine } })
  const own = await readyFrom(app)
  assert.equal(own.status, 200)
  assert.deepEqual(own.said.degraded, ['queue', 'letters', 'roles'])
  assert.match(own.said.why!.map(({ words }) => words).join('\n'), /SMTP_URL[\s\S]*DATABASE_URL/)
  assert.deepEqual((await readyFrom(app, STRANGER)).said, { ready: true, degraded: ['queue', 'letters'] })
  const marked = { headers: { 'x-forwarded-for': '10.0.0.9' } }
  assert.deepEqual((await readyFrom(app, marked)).said, { ready: true, degraded: ['queue', 'letters'] })
})

rolledBack('a schema that is not up to date cannot serve', async () => {
  const app = await serverWith({}, [...allMigrations(), { module: 'kernel', name: '9999-later.sql', text: '' }])
  const own = await readyFrom(app)
  assert.deepEqual([own.status, own.said.ready], [503, false])
  assert.match(own.said.why![0]!.words, /kernel\/9999-later\.sql/)
  assert.deepEqual((await readyFrom(app, STRANGER)).said, { ready: false, degraded: ['database'] })
})

rolledBack('missing files of the pages are told, and pages still served', async (w) => {
  const dir = mkdtempSync(join(tmpdir(), 'no-assets-'))
  try {
    const app = await serverWith({ house: { assets: { dir, href: w.house.assets.href } } })
    const { status, said } = await readyFrom(app)
    assert.equal(status, 200)
    assert.ok(said.degraded.includes('assets'), said.degraded.join())
    assert.ok(!(await readyFrom(await serverWith())).said.degraded.includes('assets'))
  } finally {
    rmSync(dir, { recursive: true })
  }
})

rolledBack('letters that the mail server does not take are told, for as long as they are news', async (w) => {
  const carrier = { carry: () => Promise.resolve(), close: () => undefined }
  const app = await serverWith({ house: { demo: false, carrier } })
  const degraded = async (): Promise<boolean> => (await readyFrom(app)).said.degraded.includes('letters')
  assert.equal(await degraded(), false)
  const minutes = (n: number): Date => new Date(w.house.clock().getTime() - n * 60_000)
  const post = async (at: Date, sent: Date | null): Promise<void> => {
    await transaction(w.house.engine, { role: 'clerk' }, ({ client }) => client.query(`delete from kernel.letters`))
    await transaction(w.house.engine, {}, ({ client }) =>
      client.query(`insert into kernel.letters (queued_at, sealed, sent_at) values ($1, 'x', $2)`, [at, sent]),
    )
  }
  for (const [age, sent, told] of [
    [29, null, false],
    [31, null, true],
    [31, minutes(1), false],
    [25 * 60, null, false],
  ] as const) {
    await post(minutes(age), sent)
    assert.equal(await degraded(), told, `${age} minutes`)
  }
})

rolledBack('a part that begins later adds itself, and one that cannot say how it is is not well', async () => {
  const app = await serverWith()
  const parts = async (): Promise<string[]> => (await readyFrom(app)).said.degraded
  const calm = await parts()
  let words: string | undefined
  const away = watchPart('sign-in-microsoft', () => words)
  const broken = watchPart('sign-in-google', () => Promise.reject(new Error('a secret')))
  try {
    assert.deepEqual(await parts(), [...calm, 'sign-in-google'])
    words = 'Microsoft cannot be reached'
    assert.deepEqual(await parts(), [...calm, 'sign-in-microsoft', 'sign-in-google'])
    assert.doesNotMatch((await ask(app, '/readyz')).body, /secret/)
    assert.doesNotMatch((await ask(app, '/readyz', STRANGER)).body, /cannot be reached/)
    assert.equal((await ask(app, '/readyz')).statusCode, 200)
  } finally {
    away()
    broken()
  }
  assert.deepEqual(await parts(), calm)
  assert.throws(() => watchPart('Sign in', () => undefined), /no name for a part/)
})
