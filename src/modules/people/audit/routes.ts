// The audit of a setting, for those who answer for it, and of the installation, for whoever began it.
import { founder, may, type Actor } from '../../../kernel/access.ts'
import { actorOf, INSTALLATION, placeIn, today, type Ctx } from '../../../kernel/context.ts'
import { Problem } from '../../../kernel/problem.ts'
import {
  again,
  get,
  goTo,
  post,
  type Asked,
  type FileReply,
  type GoTo,
  type Page,
  type Route,
} from '../../../kernel/route.ts'
import { CSV_TYPE } from '../../../view/csv.ts'
import { savingForm } from './forms.ts'
import { auditPage, type AuditPlace } from './pages.ts'
import { auditAsked, auditQuery, auditReaders, MOST_SAVED, turnAsked, type AuditRead } from './rules.ts'
import { atInstallation, readAudit, saveAudit } from './service.ts'

/** The places whose audit someone may read, each once. */
function placesOf(actor: Actor): AuditPlace[] {
  const places = actor.places.filter((place) => auditReaders.includes(place.role))
  return places
    .filter((place, i) => places.findIndex((one) => one.setting_id === place.setting_id) === i)
    .map(({ setting_id, setting_name }) => ({ setting_id, setting_name }))
}

type Sent = Readonly<Record<string, string>>

async function showSetting(ctx: Ctx & Asked, sent: Sent, read: AuditRead, status?: number): Promise<Page> {
  const setting = ctx.params.setting!
  const actor = actorOf(ctx)
  return auditPage({
    name: placeIn(actor, setting)[0]!.setting_name,
    path: `/settings/${setting}/audit`,
    read,
    shown: await readAudit(ctx, setting, read.asked, turnAsked(sent)),
    places: placesOf(actor),
    place: setting,
    ...(status === undefined ? {} : { status }),
  })
}

async function showInstallation(ctx: Ctx, sent: Sent, read: AuditRead, status?: number): Promise<Page> {
  return auditPage({
    name: 'This installation',
    path: '/account/audit',
    read,
    shown: await atInstallation(ctx, () => readAudit(ctx, INSTALLATION, read.asked, turnAsked(sent))),
    places: [],
    place: undefined,
    ...(status === undefined ? {} : { status }),
  })
}

/** Who signed in where is as sensitive as a setting's own audit, and asks for the same. */
function askForStrong(ctx: Ctx): void {
  if (!actorOf(ctx).strong) throw new Problem('kernel.second-factor-needed', '/account/second-step')
}

const TOO_MANY = `Choose fewer days: one file takes up to ${MOST_SAVED.toLocaleString('en-GB')} lines`

type Saved = Awaited<ReturnType<typeof saveAudit>>

async function save(
  name: string,
  { asked, mistakes }: AuditRead,
  lines: () => Promise<Saved>,
): Promise<FileReply | ReturnType<typeof again>> {
  if (Object.keys(mistakes).length > 0) return again(mistakes)
  const file = await lines()
  if (!file) return again({ from: TOO_MANY })
  return { kind: 'file', type: CSV_TYPE, name: `Audit ${name} ${asked.from} to ${asked.until}.csv`, body: file.text }
}

/** Chosen on this page, another place has a page of its own. */
function elsewhere(ctx: Ctx & Asked, read: AuditRead): GoTo | undefined {
  const { place = '' } = ctx.query
  if (place === ctx.params.setting || !placesOf(actorOf(ctx)).some((one) => one.setting_id === place)) return undefined
  return goTo(`/settings/${place}/audit${auditQuery({ ...read.asked, person: null })}`)
}

const withMistakes = (typed: Sent, mistakes: Readonly<Record<string, string>>, day: string): AuditRead => ({
  ...auditAsked(typed, day),
  mistakes,
})

export const auditRoutes: readonly Route[] = [
  get('/settings/:setting/audit', {
    who: may('people.read-audit'),
    sees: 'the audit',
    async show(ctx) {
      const read = auditAsked(ctx.query, today(ctx))
      return elsewhere(ctx, read) ?? showSetting(ctx, ctx.query, read)
    },
  }),
  post('/settings/:setting/audit/file', {
    who: may('people.read-audit'),
    form: savingForm,
    async act(ctx) {
      const setting = ctx.params.setting!
      const read = auditAsked(ctx.form, today(ctx))
      return save(placeIn(actorOf(ctx), setting)[0]!.setting_name, read, () => saveAudit(ctx, setting, read.asked))
    },
    again: (ctx) => showSetting(ctx, {}, withMistakes(ctx.typed as Sent, ctx.mistakes, today(ctx)), 422),
  }),
  get('/account/audit', {
    who: founder,
    sees: 'the audit of the installation',
    async show(ctx) {
      askForStrong(ctx)
      return showInstallation(ctx, ctx.query, auditAsked(ctx.query, today(ctx)))
    },
  }),
  post('/account/audit/file', {
    who: founder,
    form: savingForm,
    async act(ctx) {
      askForStrong(ctx)
      const read = auditAsked(ctx.form, today(ctx))
      return save('installation', read, () => atInstallation(ctx, () => saveAudit(ctx, INSTALLATION, read.asked)))
    },
    async again(ctx) {
      askForStrong(ctx)
      return showInstallation(ctx, {}, withMistakes(ctx.typed as Sent, ctx.mistakes, today(ctx)), 422)
    },
  }),
]
