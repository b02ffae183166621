// Forms that change what others may be changing: each carries what its writer began from, and when someone else was
// first the two are brought together (view/merge.ts) instead of one being refused. What the form began from travels in
// the form itself, signed for its address, and is kept nowhere: words that nobody wants any more need no history of
// people's drafts, and whoever alters it only makes us forget where they began, so that everything is asked.
import { html, type Html } from '../view/html.ts'
import { columns, pageHeading } from '../view/layout.ts'
import { KEEPS, resolve, threeWay, type Kept, type MergeField, type Written } from '../view/merge.ts'
import { bothField, keepField, mergeForm, mergeHeading, mergeSummary, type By } from '../view/merge-page.ts'
import { dayFromTyped, readForm, type Form, type Mistakes, type Typed } from './form.ts'
import type { Ctx } from './context.ts'
import { again, page, post, type Again, type Asked, type GoTo, type Loaded, type Loaders } from './route.ts'
import type { Page, PostRoute, Route } from './route.ts'
import { sameText, type Secrets } from './secrets.ts'

/** What stands now, as it would be typed, in which version, and by whom. */
export type Stands = By & { version: number; typed: Written }

/** Under this name a mistake says that someone else was first. */
const OVERTAKEN = 'overtaken'
const TRIES = 3
const UNANSWERED = 'Choose what to keep'

type At<L extends Loaders> = Ctx & Asked & Loaded<L>

export type MergingRoute<L extends Loaders, T> = Pick<PostRoute<L, T>, 'who' | 'load' | 'sees'> & {
  form: Form<T>
  fields(asked: At<L>): readonly MergeField[]
  /** Read anew: another may have saved since the route was loaded. */
  stands(asked: At<L>): Promise<Stands>
  /** `overtaken` when no row had the version that was sent. */
  save(asked: At<L> & { form: T }): Promise<GoTo | Again | 'overtaken'>
  draw(asked: At<L> & { typed: Typed; mistakes: Mistakes }): Promise<Page>
  /** Over the heading of the page that brings two versions together, and the way back from it. */
  about(asked: At<L>): { caption: string; back: NonNullable<Page['back']> }
  /** Said at its top: who else is there. */
  beside?(asked: At<L>): Promise<Html>
}

export const meansDay = (typed: string): string => dayFromTyped(typed) ?? typed

const one = (typed: Typed, name: string): string => [typed[name] ?? ''].flat().at(-1) ?? ''

function signed(secrets: Secrets, action: string, { version, typed, by, at }: Stands): string {
  const text = JSON.stringify({ version, typed, by, at: at?.getTime() ?? null })
  return `${secrets.sign('merge', `${action}\n${text}`)}.${text}`
}

/** Undefined when we did not write it, or wrote it for another form. */
function opened(secrets: Secrets, action: string, token: string): Stands | undefined {
  const dot = token.indexOf('.')
  const text = token.slice(dot + 1)
  if (dot < 0 || !sameText(token.slice(0, dot), secrets.sign('merge', `${action}\n${text}`))) return undefined
  const { version, typed, by, at } = JSON.parse(text) as Omit<Stands, 'at'> & { at: number | null }
  return { version, typed, by, at: at === null ? null : new Date(at) }
}

/** What stands as a form begins with it: its words, its version, and the proof of both for the form's `action`. */
export function begun(ctx: Pick<Ctx, 'secrets'>, action: string, stands: Stands): Typed {
  return { ...stands.typed, version: String(stands.version), began: signed(ctx.secrets, action, stands) }
}

/** The same form with room for what it began from and for choices between two versions. */
export function mergeable<T>(plain: Form<T>): Form<T> {
  const own = plain.fields.filter((name) => name !== 'version')
  return { ...plain, fields: [...plain.fields, 'began', 'met', ...own.flatMap((n) => [keepField(n), bothField(n)])] }
}

type Sent = {
  /** The writer's own words. */
  mine: Written
  version: number
  base: Stands | undefined
  /** The other version that they were shown and chose from. */
  met: Stands | undefined
  kept: Kept
  /** It says that it has met another version and cannot prove it. */
  doubtful: boolean
}

function sentIn(secrets: Secrets, action: string, fields: readonly MergeField[], typed: Typed): Sent {
  const version = Number(one(typed, 'version'))
  const base = opened(secrets, action, one(typed, 'began'))
  const met = opened(secrets, action, one(typed, 'met'))
  const holds = met?.version === version
  const kept = fields.flatMap(({ name }) => {
    const [keep, both] = [one(typed, keepField(name)), one(typed, bothField(name))]
    return [[name, { keep: (KEEPS as readonly string[]).includes(keep) ? keep : '', both }] as const]
  })
  return {
    mine: Object.fromEntries(fields.map(({ name }) => [name, one(typed, name)])),
    version,
    base: met ? base : base?.version === version ? base : undefined,
    met: holds ? met : undefined,
    kept: Object.fromEntries(kept),
    doubtful: one(typed, 'met') !== '' && !holds,
  }
}

/** The writer's words after their choices, and what they rest on. */
function settled(fields: readonly MergeField[], sent: Sent) {
  const { mine, met, base, kept } = sent
  if (!met) return { values: mine, unanswered: [], base }
  const merge = threeWay(fields, base?.typed, mine, met.typed)
  return { ...resolve(merge, mine, met.typed, kept), base: met }
}

/** A route like any other, only that a newer version is met instead of refused. */
export function postMerging<T, L extends Loaders = Record<never, never>>(
  path: string,
  route: MergingRoute<L, T>,
): Route {
  const form = mergeable(route.form)
  return post<T, L>(path, {
    who: route.who,
    ...(route.load && { load: route.load }),
    ...(route.sees !== undefined && { sees: route.sees }),
    form,
    act: (asked) => saved(route, asked, asked.typed),
    again: (asked) => drawnAgain(route, asked),
  })
}

const overtakenBy = ({ by }: By): Again =>
  again({ [OVERTAKEN]: `${by ?? 'Someone else'} changed this while you were writing` }, { status: 409 })

async function saved<T, L extends Loaders>(
  route: MergingRoute<L, T>,
  asked: At<L>,
  typed: Typed,
): Promise<GoTo | Again> {
  const fields = route.fields(asked)
  const sent = sentIn(asked.secrets, asked.path, fields, typed)
  if (sent.doubtful) return overtakenBy(await route.stands(asked))
  const first = settled(fields, sent)
  if (first.unanswered.length > 0)
    return again(Object.fromEntries(first.unanswered.map((name) => [keepField(name), UNANSWERED])))
  let { values, base } = first
  let version = sent.version
  const others = new Set<string>()
  for (let tries = 0; tries < TRIES; tries += 1) {
    const read = readForm(route.form, { ...typed, ...values, version: String(version) })
    if ('mistakes' in read) return again(read.mistakes)
    const done = await route.save({ ...asked, form: read.values })
    if (done !== 'overtaken') return done.kind === 'go' ? withOthers(done, others) : done
    const stands = await route.stands(asked)
    const merge = threeWay(fields, base?.typed, values, stands.typed)
    if (merge.conflicts.length > 0) return overtakenBy(stands)
    if (merge.taken.length > 0) others.add(stands.by ?? 'someone else')
    ;({ values } = merge)
    base = stands
    version = stands.version
  }
  return overtakenBy(await route.stands(asked))
}

function withOthers(done: GoTo, others: ReadonlySet<string>): GoTo {
  if (others.size === 0) return done
  return { ...done, flash: `${done.flash ?? 'Saved'}. What ${[...others].join(' and ')} changed meanwhile is kept too` }
}

type Drawn<L extends Loaders> = At<L> & { typed: Typed; mistakes: Mistakes }

async function drawnAgain<T, L extends Loaders>(route: MergingRoute<L, T>, asked: Drawn<L>): Promise<Page> {
  const { secrets, path, typed } = asked
  const fields = route.fields(asked)
  const sent = sentIn(secrets, path, fields, typed)
  const { [OVERTAKEN]: first, ...mistakes } = asked.mistakes
  const choosing = sent.met && (first === undefined ? settled(fields, sent).unanswered.length > 0 : false)
  if (choosing) return mergePage(route, asked, { ...sent, theirs: sent.met!, mistakes })
  const { values, base } = settled(fields, sent)
  const stands = await route.stands(asked)
  const overtaken = first !== undefined || stands.version !== sent.version
  const own = { ...typed, ...values, ...(sent.met && { began: signed(secrets, path, sent.met), met: '' }) }
  if (!overtaken) return route.draw({ ...asked, typed: own, mistakes })
  const merge = threeWay(fields, base?.typed, values, stands.typed)
  if (merge.conflicts.length === 0) {
    const both = { ...own, ...merge.values, ...begunAs(secrets, path, stands) }
    return route.draw({ ...asked, typed: both, mistakes })
  }
  if (first === undefined) return route.draw({ ...asked, typed: own, mistakes })
  return mergePage(route, asked, { mine: values, base, theirs: stands, kept: {}, mistakes })
}

function begunAs(secrets: Secrets, action: string, stands: Stands): { version: string; began: string; met: string } {
  return { version: String(stands.version), began: signed(secrets, action, stands), met: '' }
}

type Meeting = { mine: Written; base: Stands | undefined; theirs: Stands; kept: Kept; mistakes: Mistakes }

async function mergePage<T, L extends Loaders>(
  route: MergingRoute<L, T>,
  asked: At<L>,
  { mine, base, theirs, kept, mistakes }: Meeting,
): Promise<Page> {
  const { secrets, path } = asked
  const fields = route.fields(asked)
  const merging = {
    action: path,
    fields,
    merge: threeWay(fields, base?.typed, mine, theirs.typed),
    base: base?.typed,
    mine,
    theirs: theirs.typed,
    author: theirs,
    kept,
    mistakes,
    hidden: {
      version: String(theirs.version),
      began: base ? signed(secrets, path, base) : '',
      met: signed(secrets, path, theirs),
    },
  }
  const { caption, back } = route.about(asked)
  const heading = mergeHeading(theirs)
  const beside = (await route.beside?.(asked)) ?? ''
  return page(
    heading,
    html`${mergeSummary(merging)}${pageHeading({ heading, caption })}${columns(html`${beside}${mergeForm(merging)}`)}`,
    { back },
  )
}
