// A route is a value: where it is, who may, what is loaded, what it shows or does. http.ts walks through it in one
// order for all (house: authorise, open a transaction, load, read the form, act, commit, reply).
import type { Readable } from 'node:stream'
import type { Html } from '../view/html.ts'
import type { Who } from './access.ts'
import type { Ctx } from './context.ts'
import type { Form, Mistakes, Typed } from './form.ts'
import type { Log } from './house.ts'

export type Page = {
  kind: 'page'
  title: string
  main: Html
  back?: { text: string; href: string }
  breadcrumbs?: readonly { text: string; href?: string }[]
  wide?: boolean
  status?: number
  /** Not to be kept by the browser, nor by a shared device's back button. Pages of people signed in never are. */
  lang?: string
  /** Drawn in a frame of its own, with no way into the house: for those who come by a link and have no account. */
  alone?: Alone
}

/** What the small frame says, in the language of its page. */
export type Alone = {
  lang: string
  dir: 'ltr' | 'rtl'
  /** What this service is called there, and who asks. */
  service: string
  skip: string
  /** Before the title of a form drawn again. */
  error: string
}

export type GoTo = { kind: 'go'; to: string; flash?: string; cookies?: readonly Cookie[] }

export type FileReply = {
  kind: 'file'
  type: string
  /** The name it is saved under; shown in the browser when absent. */
  name?: string
  body: Buffer | string | Readable
  /** Seconds a browser may keep it; none when absent. */
  keep?: number
  status?: number
}

export type Cookie = { name: 'session' | 'visitor' | 'away'; value: string; maxAge: number }

/** Off to a sign-in provider, by a page of ours: the content policy lets no form of ours be answered by another site. */
export type Leave = { kind: 'leave'; to: URL; page: Page; cookies: readonly Cookie[] }

/**
 * A form that was not kept: the page is drawn again with status 422, or 409 when someone else was first. All that the
 * deed wrote is undone, unless `kept` (a wrong password still counts as an attempt).
 */
export type Again = { kind: 'again'; mistakes: Mistakes; status?: 409 | 422; kept?: boolean }

export function page(title: string, main: Html, more: Partial<Omit<Page, 'kind' | 'title' | 'main'>> = {}): Page {
  return { kind: 'page', title, main, ...more }
}
export function goTo(to: string, flash?: string): GoTo {
  return flash === undefined ? { kind: 'go', to } : { kind: 'go', to, flash }
}
export function again(mistakes: Mistakes, more: { status?: 409 | 422; kept?: boolean } = {}): Again {
  return { kind: 'again', mistakes, ...more }
}

export type Upload = { name: string; type: string; path: string; size: number }

export type Asked = {
  params: Readonly<Record<string, string>>
  query: Readonly<Record<string, string>>
  path: string
  /** Where the request came from, for attempts and the audit of sign-ins; never logged. */
  device: string
  cookies: { session: string | undefined; visitor: string | undefined; away: string | undefined }
  /** Demonstration sign-in needs all of: a loopback listener, a loopback Host, no forwarding header. */
  loopback: boolean
}

/** What a route may use before its transaction opens: no table, no actor. */
export type Bringing = Asked & Pick<Ctx, 'now' | 'secrets' | 'publicUrl' | 'signInProviders'> & { log: Log }

export type Loader<T> = (ctx: Ctx, params: Readonly<Record<string, string>>) => Promise<T>
export type Loaders = Readonly<Record<string, Loader<unknown>>>
export type Loaded<L extends Loaders> = { [K in keyof L]: Awaited<ReturnType<L[K]>> }

type Common<L extends Loaders, B> = {
  who: Who
  /** Fetches what lies with another service, before the transaction opens: nobody's page waits while a stranger thinks. */
  bring?(asked: Bringing): Promise<B>
  /** Runs in order; each turns ids of the path into rows, or into "not found". Nothing else does. */
  load?: L
  /** Seeing this is written in the audit: what is seen, in a few words. Of a POST: seeing its page drawn again. */
  sees?: string
  /**
   * For those who come by a link (`:link`) or a code and have no account. Whoever is signed in in the same browser is
   * not looked at, the transaction is the role `rater`'s, and no form token is asked for: nothing of the sender's rides
   * on such a post, so there is nothing that another site could make them do that it could not do itself.
   */
  byLink?: true
  /** It answers although its module is switched off: what someone was promised would be read can still be read. */
  staysOn?: true
}

export type GetRoute<L extends Loaders = Loaders, B = undefined> = Common<L, B> & {
  /** A link that must write, such as a sign-in callback. Listed in docs/access.md. */
  arrives?: true
  show(asked: Ctx & Asked & Loaded<L> & { brought: B }): Promise<Page | GoTo | FileReply>
}

export type PostRoute<L extends Loaders = Loaders, T = unknown, B = undefined> = Common<L, B> & {
  form: Form<T>
  /** Takes a file in the field `file`, up to this many bytes, streamed to a temporary path. */
  upload?: { most: number }
  /** What is sent here is never kept after a session has run out. */
  sensitive?: true
  /** A script sends it while nobody does anything: it does not keep its sender signed in. */
  quiet?: true
  act(
    asked: Ctx & Asked & Loaded<L> & { form: T; typed: Typed; upload?: Upload; brought: B },
  ): Promise<GoTo | Again | Page | FileReply | Leave>
  /** The page again, with what was typed and the mistakes. Left out only where nothing can be mistyped. */
  again?(asked: Ctx & Asked & Loaded<L> & { typed: Typed; mistakes: Mistakes; brought: B }): Promise<Page>
}

export type Route = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly who: Who
  readonly load: Loaders
  readonly sees: string | undefined
  readonly arrives: boolean
  readonly sensitive: boolean
  readonly quiet: boolean
  readonly byLink: boolean
  readonly staysOn: boolean
  readonly form: Form<unknown> | undefined
  readonly upload: { most: number } | undefined
  readonly bring: ((asked: Bringing) => Promise<unknown>) | undefined
  readonly show: ((asked: never) => Promise<Page | GoTo | FileReply>) | undefined
  readonly act: ((asked: never) => Promise<GoTo | Again | Page | FileReply | Leave>) | undefined
  readonly again: ((asked: never) => Promise<Page>) | undefined
}

export function get<L extends Loaders = Record<never, never>, B = undefined>(
  path: string,
  route: GetRoute<L, B>,
): Route {
  return {
    method: 'GET',
    path,
    who: route.who,
    load: route.load ?? {},
    sees: route.sees,
    arrives: route.arrives === true,
    sensitive: false,
    quiet: false,
    byLink: route.byLink === true,
    staysOn: route.staysOn === true,
    form: undefined,
    upload: undefined,
    bring: route.bring && ((asked) => route.bring!(asked)),
    show: (asked) => route.show(asked),
    act: undefined,
    again: undefined,
  }
}

export function post<T, L extends Loaders = Record<never, never>, B = undefined>(
  path: string,
  route: PostRoute<L, T, B>,
): Route {
  return {
    method: 'POST',
    path,
    who: route.who,
    load: route.load ?? {},
    sees: route.sees,
    arrives: false,
    sensitive: route.sensitive === true,
    quiet: route.quiet === true,
    byLink: route.byLink === true,
    staysOn: route.staysOn === true,
    form: route.form,
    upload: route.upload,
    bring: route.bring && ((asked) => route.bring!(asked)),
    show: undefined,
    act: (asked) => route.act(asked),
    again: route.again ? (asked) => route.again!(asked) : undefined,
  }
}
