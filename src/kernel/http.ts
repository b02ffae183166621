// The only file that knows Fastify. It turns requests into `Incoming`, walks them through their route, and sends what
// came of it: compressed, with a fresh form token, under a content policy that allows no script or style of a page's own.
import { randomBytes, randomUUID } from 'node:crypto'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import statics from '@fastify/static'
import { constants } from 'node:zlib'
import { FORM_MARK } from '../view/form.ts'
import { drawPage, faultPage, problemPage, type Drawing } from './draw.ts'
import { makeGate } from './gate.ts'
import type { House } from './house.ts'
import { isInsider, type Caller } from './insider.ts'
import { METRICS_TYPE } from './metrics.ts'
import { metricsText, watchEventLoop } from './metrics-gather.ts'
import { countRequest } from './metrics-kept.ts'
import { Problem } from './problem.ts'
import { readinessFor, readinessOf, type Readiness } from './ready.ts'
import type { Cookie, FileReply, GoTo, Leave, Page, Route } from './route.ts'
import { AWAY_COOKIE, SESSION_COOKIE, VISITOR_COOKIE } from './session.ts'
import { formToken, tokenHolds } from './token.ts'
import { receiveUpload } from './upload.ts'
import { beforeUpload, walk, walkRescue, type Incoming, type Outcome } from './walk.ts'
import type { Migration } from './migrate.ts'

const BODY_MOST = 1024 * 1024
const FLASH_COOKIE = 'flash'
const atTheDoor = makeGate(4, 200)

type Sending = { house: House; request: FastifyRequest; reply: FastifyReply }

const POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
}

const secure = (house: House): boolean => house.config.publicUrl.startsWith('https://')
const cookieName = (house: House, name: string): string => (secure(house) ? `__Host-${name}` : name)

function setCookie({ house, reply }: Sending, name: string, value: string, maxAge: number): void {
  void reply.setCookie(cookieName(house, name), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: secure(house),
    maxAge,
  })
}

function cookieOf(house: House, request: FastifyRequest, name: string): string | undefined {
  // An address that could not be read is refused before cookies are.
  const cookies: Record<string, string | undefined> | undefined = request.cookies
  return cookies?.[cookieName(house, name)] || undefined
}

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|\[::1\]|localhost)$/

/** All three of: we listen on loopback, the browser asked for loopback, nothing forwarded it. */
function isLoopback(house: House, request: FastifyRequest): boolean {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  const forwarded = Object.keys(request.headers).some(
    (name) => name.startsWith('x-forwarded') || name === 'forwarded' || name === 'x-real-ip' || name === 'via',
  )
  return LOOPBACK.test(house.config.host) && LOOPBACK.test(host) && !forwarded
}

function incomingOf(house: House, request: FastifyRequest): Incoming {
  const body = (request.body ?? {}) as Record<string, unknown>
  const query: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.query as Record<string, unknown>))
    if (typeof value === 'string') query[name] = value.toWellFormed().replaceAll('\0', '')
  const once = body.form_once
  return {
    params: request.params as Record<string, string>,
    query,
    path: request.url.split('?')[0]!,
    device: (request.headers['user-agent'] ?? 'Unknown').slice(0, 200),
    cookies: {
      session: cookieOf(house, request, SESSION_COOKIE),
      visitor: cookieOf(house, request, VISITOR_COOKIE),
      away: cookieOf(house, request, AWAY_COOKIE),
    },
    loopback: isLoopback(house, request),
    body,
    once: typeof once === 'string' ? once : undefined,
  }
}

function takeFlash(sending: Sending): string | undefined {
  const sealed = cookieOf(sending.house, sending.request, FLASH_COOKIE)
  if (!sealed) return undefined
  setCookie(sending, FLASH_COOKIE, '', 0)
  return sending.house.secrets.open('flash', Buffer.from(sealed, 'base64url'))
}

function sendPage(sending: Sending, shown: Page, drawing: Omit<Drawing, 'flash'>): FastifyReply {
  const { house, request, reply } = sending
  let text = drawPage(house, shown, { ...drawing, flash: request.method === 'GET' ? takeFlash(sending) : undefined })
  if (text.includes(FORM_MARK)) {
    let bound = cookieOf(house, request, SESSION_COOKIE) ?? cookieOf(house, request, VISITOR_COOKIE)
    if (!bound) {
      bound = randomBytes(18).toString('base64url')
      setCookie(sending, VISITOR_COOKIE, bound, 86_400)
    }
    const token = formToken(house.secrets, bound)
    text = text.replaceAll(`${FORM_MARK}-token`, token).replaceAll(`${FORM_MARK}-once`, () => randomUUID())
  }
  return reply
    .code(shown.status ?? 200)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(text)
}

function sendFile({ reply }: Sending, file: FileReply): FastifyReply {
  void reply.code(file.status ?? 200).type(file.type)
  void reply.header('cache-control', file.keep ? `public, max-age=${file.keep}` : 'no-store')
  if (file.name)
    void reply.header('content-disposition', `attachment; filename="${file.name.replace(/[^\w. -]/g, '_')}"`)
  return reply.send(file.body)
}

function sendGo(sending: Sending, go: GoTo): FastifyReply {
  const cookies: readonly Cookie[] = go.cookies ?? []
  for (const one of cookies) setCookie(sending, one.name, one.value, one.maxAge)
  if (go.flash)
    setCookie(sending, FLASH_COOKIE, sending.house.secrets.seal('flash', go.flash).toString('base64url'), 60)
  // A path of ours only: `//elsewhere` and `https:` would leave the service.
  const to = /^\/(?![/\\])/.test(go.to) ? go.to : '/'
  return sending.reply.redirect(to, 303)
}

async function answer(sending: Sending, route: Route): Promise<FastifyReply> {
  const { house, request } = sending
  const incoming = incomingOf(house, request)
  // An address that opens by itself is told to nobody: no search, no other site.
  if (route.byLink)
    void sending.reply.header('x-robots-tag', 'noindex, nofollow').header('referrer-policy', 'no-referrer')
  if (route.method === 'POST') {
    const bound = incoming.cookies.session ?? incoming.cookies.visitor
    if (!route.byLink && !tokenHolds(house.secrets, bound, incoming.body.form_token))
      throw new Problem('kernel.form-expired')
    if (route.upload) incoming.upload = (request as FastifyRequest & { upload?: Incoming['upload'] }).upload
  }
  // Passwords and codes are hard work that anyone may ask for.
  const door = route.method === 'POST' && route.sensitive && route.who.kind === 'anyone'
  const outcome = await (door ? atTheDoor(() => walk(house, route, incoming)) : walk(house, route, incoming))
  return deliver(sending, outcome.reply, {
    actor: outcome.actor,
    params: incoming.params,
    path: incoming.path,
    mistaken: outcome.mistaken,
  })
}

/** A form's answer may not lead to another site (form-action), so a page of ours does, at once and without a script. */
function sendLeave(sending: Sending, leave: Leave, drawing: Omit<Drawing, 'flash'>): FastifyReply {
  for (const one of leave.cookies) setCookie(sending, one.name, one.value, one.maxAge)
  void sending.reply.header('refresh', `0;url=${leave.to.href}`)
  return sendPage(sending, leave.page, drawing)
}

function deliver(sending: Sending, reply: Outcome['reply'], drawing: Omit<Drawing, 'flash'>): FastifyReply {
  if (reply.kind === 'go') return sendGo(sending, reply)
  if (reply.kind === 'leave') return sendLeave(sending, reply, drawing)
  if (reply.kind === 'file') return sendFile(sending, reply)
  return sendPage(sending, reply, drawing)
}

type Failure = Error & { code?: string; statusCode?: number }

function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error
  const { statusCode, code } = error as Failure
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'FST_REQ_FILE_TOO_LARGE' || statusCode === 413)
    return new Problem('kernel.too-large')
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new Problem(statusCode === 404 ? 'kernel.not-found' : 'kernel.bad-request')
  // A connection that could not be had, or a server on its way down: not a fault of the page.
  if (
    code === '57P01' ||
    code === '57P03' ||
    code === 'ECONNREFUSED' ||
    /timeout exceeded when trying to connect/.test((error as Error).message ?? '')
  )
    return new Problem('kernel.unavailable')
  return undefined
}

/** Where a fault happened, without its words: a database's message may quote what someone typed. */
function traceOf(error: unknown): object {
  const { name, code, stack, cause } = error as Failure & { cause?: unknown }
  const frames = (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
  return { name, code, frames, ...(cause instanceof Error ? { cause: traceOf(cause) } : {}) }
}

function sendProblem(sending: Sending, error: unknown): FastifyReply {
  const { house, request } = sending
  const drawing = { actor: undefined, params: {}, path: request.url.split('?')[0]! }
  const problem = problemOf(error)
  if (problem) return sendPage(sending, problemPage(house, problem), drawing)
  const reference = randomBytes(4).toString('hex')
  house.log.error(
    { reference, method: request.method, route: request.routeOptions.url, fault: traceOf(error) },
    'fault',
  )
  return sendPage(sending, faultPage(reference), drawing)
}

/** A file is taken in only from someone who may send it; then the deed asks again, with everything else. */
async function takeUpload(sending: Sending, route: Route): Promise<void> {
  const { house, request, reply } = sending
  const elsewhere = await beforeUpload(house, route, incomingOf(house, request))
  if (elsewhere) sendGo(sending, elsewhere)
  else await receiveUpload(request, reply, route.upload!.most)
}

function addRoutes(app: FastifyInstance, house: House): void {
  for (const route of house.modules.flatMap((module) => module.routes)) {
    const files = route.upload && {
      bodyLimit: route.upload.most + 64 * 1024,
      preHandler: (request: FastifyRequest, reply: FastifyReply) => takeUpload({ house, request, reply }, route),
    }
    app.route({
      method: route.method,
      url: route.path,
      ...files,
      handler: (request, reply) => answer({ house, request, reply }, route),
    })
  }
  const posts = house.modules.flatMap((module) => module.routes).filter((route) => route.method === 'POST')
  app.get('/rescued/:rescue', async (request, reply) => {
    const sending = { house, request, reply }
    const outcome = await walkRescue(house, (path) => matchPath(posts, path), incomingOf(house, request))
    return deliver(sending, outcome.reply, { actor: outcome.actor, params: {}, path: '/' })
  })
}

/** Which of the routes a path is for, and its parameters. */
export function matchPath(
  routes: readonly Route[],
  path: string,
): { route: Route; params: Record<string, string> } | undefined {
  const parts = path.split('/')
  for (const route of routes) {
    const pattern = route.path.split('/')
    if (pattern.length !== parts.length) continue
    if (!pattern.every((part, i) => part.startsWith(':') || part === parts[i])) continue
    return {
      route,
      params: Object.fromEntries(
        pattern.flatMap((part, i) => (part.startsWith(':') ? [[part.slice(1), decodeURIComponent(parts[i]!)]] : [])),
      ),
    }
  }
  return undefined
}

function callerOf({ headers, socket }: FastifyRequest): Caller {
  const { host, authorization } = headers
  return { peer: socket.remoteAddress, host, authorization, headers: Object.keys(headers) }
}

function addHealth(app: FastifyInstance, house: House, migrations: readonly Migration[]): void {
  const insider = (request: FastifyRequest): boolean => isInsider(house.config, callerOf(request))
  app.get('/healthz', async (_request, reply) => reply.header('cache-control', 'no-store').send({ alive: true }))
  let asking: Promise<Readiness> | undefined
  app.get('/readyz', async (request, reply) => {
    // A crowd that asks at once is one question.
    asking ??= readinessOf(house, migrations).finally(() => (asking = undefined))
    const readiness = await asking
    return reply
      .code(readiness.ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(readinessFor(house, readiness, insider(request)))
  })
  watchEventLoop()
  app.get('/metrics', async (request, reply) => {
    void reply.header('cache-control', 'no-store')
    if (insider(request)) return reply.type(METRICS_TYPE).send(await metricsText(house))
    if (house.config.metricsToken === undefined) throw new Problem('kernel.not-found')
    return reply.code(401).header('www-authenticate', 'Bearer').send()
  })
}

async function addLibraries(app: FastifyInstance, house: House): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: POLICY,
    strictTransportSecurity: secure(house) ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  })
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    threshold: 1024,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  })
  await app.register(cookie)
  await app.register(formbody, { bodyLimit: BODY_MOST })
  await app.register(multipart, { throwFileSizeLimit: true })
  await app.register(statics, {
    root: house.assets.dir,
    prefix: '/assets/',
    immutable: true,
    maxAge: '1y',
    preCompressed: true,
    index: false,
  })
}

/** The server, ready to listen or to be asked by tests with `inject`. */
export async function makeServer(house: House, migrations: readonly Migration[]): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    bodyLimit: BODY_MOST,
    trustProxy: house.config.trustProxy,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    forceCloseConnections: 'idle',
    requestTimeout: 60_000,
    frameworkErrors: (error, request, reply) => void sendProblem({ house, request, reply }, error),
  })
  await addLibraries(app, house)
  app.setErrorHandler((error, request, reply) => sendProblem({ house, request, reply }, error))
  app.setNotFoundHandler((request, reply) => sendProblem({ house, request, reply }, new Problem('kernel.not-found')))
  app.addHook('onResponse', async (request, reply) => {
    countRequest(request.method, request.routeOptions.url, reply.statusCode, reply.elapsedTime)
    const facts = {
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    }
    house.log.info(facts, 'answered')
  })
  addRoutes(app, house)
  addHealth(app, house, migrations)
  return app
}
