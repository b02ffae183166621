// Where the register's pages are. A file comes in streamed, in the transaction of the request: all of it or none.
import { fileInPieces } from '../../../kernel/csv-reader.ts'
import { may } from '../../../kernel/access.ts'
import { actorOf, today, type Ctx } from '../../../kernel/context.ts'
import { nowhere } from '../../../kernel/db.ts'
import { notFound } from '../../../kernel/problem.ts'
import { again, get, goTo, post, type Asked, type Route, type Upload } from '../../../kernel/route.ts'
import { number } from '../../../view/words.ts'
import { enrolForm } from '../enrolments/forms.ts'
import { whyNotUntil } from '../enrolments/rules.ts'
import { enrolFromRegister, usualTerms } from '../enrolments/service.ts'
import { asTyped, PAGE, pageAsked, typedText, type FormState } from '../pieces.ts'
import { loadProgramme, placesOfProgramme, type Programme } from '../programmes/service.ts'
import { importForm } from './forms.ts'
import { importPage, registerPage, runPage } from './pages.ts'
import { searchRegister } from './searching.ts'
import { keepRun, readLinks, readRegister, type NotTheRegister } from './service.ts'
import * as store from './store.ts'

const MOST = 200 * 1024 * 1024
const manages = may('settings.import-register', 'programme')
const enrols = may('settings.enrol', 'programme')

async function drawRegister(ctx: Ctx, programme: Programme, query: Readonly<Record<string, string>>, state: FormState) {
  const at = pageAsked(query)
  const asked = {
    q: (query.q ?? '').slice(0, 200),
    district: (query.district ?? '').slice(0, 20),
    open: query.open !== 'all',
  }
  const found = await searchRegister(ctx, programme, asked, PAGE, (at - 1) * PAGE)
  const runs = await ctx.tx.many(store.runsOfProgramme, { programme: programme.id, most: 5 })
  const districts = await ctx.tx.many(store.districtsOnRegister, {})
  return registerPage({ programme, found, at, runs, districts, now: ctx.now }, state)
}

type Sent = { la: string | null; kind: 'schools' | 'links' }

async function takeFile(
  ctx: Ctx,
  programme: Programme,
  sent: Sent,
  file: Upload,
): Promise<NotTheRegister | { to: string; flash: string }> {
  const { tx } = ctx
  const path = `/programmes/${programme.id}/register`
  const source = fileInPieces(file.path)
  return tx.as('clerk', nowhere, async () => {
    if (sent.kind === 'links') {
      const links = await readLinks(tx, source)
      if ('notTheRegister' in links) return links
      return {
        to: path,
        flash: `${number(links.kept)} links were read${links.skipped > 0 ? `, ${number(links.skipped)} could not be` : ''}`,
      }
    }
    const summary = await readRegister(tx, source, { at: ctx.now, la: sent.la ?? undefined })
    if ('notTheRegister' in summary) return summary
    const run = {
      at: ctx.now,
      programme: programme.id,
      fileName: file.name || 'A file without a name',
      byName: actorOf(ctx).name,
    }
    const id = await keepRun(tx, run, summary)
    return {
      to: `${path}/runs/${id}`,
      flash: `${number(summary.added)} schools were added and ${number(summary.updated)} updated`,
    }
  })
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

async function loadRun(ctx: Ctx, params: Readonly<Record<string, string>>) {
  const id = params.run!
  const run = UUID.test(id) ? await ctx.tx.maybe(store.runById, { programme: params.programme!, id }) : undefined
  if (!run) throw notFound()
  return run
}

function enrolledWords(done: { enrolled: number; already: number; closed: number }): string {
  const more = [
    done.already > 0 ? `${done.already} already were` : '',
    done.closed > 0 ? `${done.closed} have closed` : '',
  ].filter((part) => part !== '')
  const first =
    done.enrolled === 1
      ? '1 school is enrolled and offered an agreement'
      : `${number(done.enrolled)} schools are enrolled and offered an agreement`
  return [first, ...more].join(', ')
}

export const routes: readonly Route[] = [
  get('/programmes/:programme/register', {
    who: enrols,
    load: { programme: loadProgramme },
    show: (asked) => drawRegister(asked, asked.programme, asked.query, asTyped(usualTerms(asked))),
  }),
  get('/programmes/:programme/register/import', {
    who: manages,
    load: { programme: loadProgramme },
    show: async ({ programme }) => importPage(programme, asTyped({ kind: 'schools' })),
  }),
  post('/programmes/:programme/register/import', {
    who: manages,
    load: { programme: loadProgramme },
    form: importForm,
    upload: { most: MOST },
    async act(asked) {
      if (!asked.upload) return again({ file: 'Choose a file of the register' })
      const done = await takeFile(asked, asked.programme, asked.form, asked.upload)
      if ('notTheRegister' in done) return again({ file: done.notTheRegister })
      return goTo(done.to, done.flash)
    },
    again: async ({ programme, typed, mistakes }) => importPage(programme, { typed, mistakes }),
  }),
  get('/programmes/:programme/register/runs/:run', {
    who: manages,
    load: { programme: loadProgramme, run: loadRun },
    show: async ({ programme, run }) => runPage(programme, run),
  }),
  post('/programmes/:programme/register/enrolments', {
    who: enrols,
    load: { programme: loadProgramme },
    form: enrolForm,
    async act(asked) {
      const { programme, form } = asked
      const wrong = whyNotUntil(today(asked), form.ends_on)
      if (wrong) return again({ ends_on: wrong })
      const done = await enrolFromRegister(
        asked,
        programme,
        await placesOfProgramme(asked, programme),
        form.urns.map(Number),
        form,
      )
      if (done.enrolled === 0)
        return again({
          urns: 'None of the ticked schools can be enrolled: they are enrolled already, have closed or are not on the register',
        })
      const path = `/programmes/${programme.id}`
      const only = form.urns.length === 1 && done.setting !== undefined
      return goTo(only ? `${path}/settings/${done.setting}` : `${path}/settings`, enrolledWords(done))
    },
    again: (asked: Ctx & Asked & { programme: Programme } & FormState) => {
      const state = { typed: asked.typed, mistakes: asked.mistakes }
      const query = { q: typedText(state, 'q'), district: typedText(state, 'district'), page: typedText(state, 'page') }
      return drawRegister(asked, asked.programme, query, state)
    },
  }),
]
