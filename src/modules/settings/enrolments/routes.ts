// Where enrolments, agreements and sharing are: the officer's side under the programme, the setting's side under it.
import { may, ROLES } from '../../../kernel/access.ts'
import { actorOf, today, type Ctx } from '../../../kernel/context.ts'
import { again, get, goTo, post, type Route } from '../../../kernel/route.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import { asTyped, PAGE, pageAsked, type FormState } from '../pieces.ts'
import { loadHere } from '../places/service.ts'
import { loadProgramme, placesOfProgramme, type Programme } from '../programmes/service.ts'
import { designations, type Designation } from '../register/rules.ts'
import * as agreements from './agreements.ts'
import { loadAgreement } from './agreements.ts'
import { agreementPage, endPage, sharingPage, type Reader } from './agreement-pages.ts'
import { endForm, headForm, leavingForm, otherForm, placeForm, sharingForm, signForm, termsForm } from './forms.ts'
import { leaveProgramme, whyNotLeft } from './leaving.ts'
import { leavingPage } from './leaving-page.ts'
import { enrolledPage, enrolmentPage, otherSettingPage, pagesSkipped, type EnrolmentForms } from './pages.ts'
import { standingOf, states, whyNoOffer, whyNotUntil, type State } from './rules.ts'
import { dateInWords } from '../../../view/words.ts'
import { sharingWithTrust } from '../trusts/sharing.ts'
import * as service from './service.ts'
import { loadEnrolment, usualTerms, type Enrolment } from './service.ts'

const enrols = may('settings.enrol', 'programme')
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const oneOf = <T extends string>(list: readonly T[], text: string | undefined): T | null =>
  list.find((one) => one === text) ?? null
const idOf = (text: string | undefined): string | null => (text !== undefined && UUID.test(text) ? text : null)

async function drawEnrolled(ctx: Ctx, programme: Programme, query: Readonly<Record<string, string>>) {
  const at = pageAsked(query)
  const words = (query.q ?? '').trim().slice(0, 100)
  const asked = {
    district: idOf(query.district),
    designation: oneOf<Designation>(designations, query.designation),
    phase: idOf(query.phase),
    state: oneOf<State>(states, query.agreement),
    words: words === '' ? null : words,
  }
  const list = await service.enrolledList(ctx, programme, asked, PAGE, pagesSkipped(at))
  const kept = {
    q: words,
    district: asked.district ?? '',
    designation: asked.designation ?? '',
    phase: asked.phase ?? '',
    agreement: asked.state ?? '',
  }
  return enrolledPage(programme, { ...list, at, query: kept, ...(await placesOfProgramme(ctx, programme)) })
}

function formsFor(ctx: Ctx, enrolment: Enrolment, more: Partial<EnrolmentForms> = {}): EnrolmentForms {
  const { district_id, phase_id, activity_levels, version } = enrolment
  const place = asTyped({
    district_id: district_id ?? '',
    phase_id: phase_id ?? '',
    levels: activity_levels.map(String),
    version: String(version),
  })
  return { head: asTyped({}), terms: asTyped(usualTerms(ctx)), place, ...more }
}

type At = Ctx & { programme: Programme; enrolment: Enrolment }

async function drawEnrolment(at: At, more: Partial<EnrolmentForms> = {}, meanwhile = false) {
  const { programme, enrolment } = at
  const places = await placesOfProgramme(at, programme)
  return enrolmentPage({ programme, enrolment, ...places, today: today(at) }, formsFor(at, enrolment, more), meanwhile)
}

const pathOf = ({ programme, enrolment }: Pick<At, 'programme' | 'enrolment'>): string =>
  `/programmes/${programme.id}/settings/${enrolment.setting_id}`

async function drawOther(ctx: Ctx, programme: Programme, state: FormState) {
  return otherSettingPage(programme, (await placesOfProgramme(ctx, programme)).districts, state)
}

const officers: readonly Route[] = [
  get('/programmes/:programme/settings', {
    who: enrols,
    load: { programme: loadProgramme },
    show: (asked) => drawEnrolled(asked, asked.programme, asked.query),
  }),
  get('/programmes/:programme/settings/new', {
    who: enrols,
    load: { programme: loadProgramme },
    show: (asked) =>
      drawOther(
        asked,
        asked.programme,
        asTyped({ ...usualTerms(asked), designation: 'community', basis: 'legitimate_interests' }),
      ),
  }),
  post('/programmes/:programme/settings', {
    who: enrols,
    load: { programme: loadProgramme },
    form: otherForm,
    async act(asked) {
      const { programme, form } = asked
      const wrong = whyNotUntil(today(asked), form.ends_on)
      if (wrong) return again({ ends_on: wrong })
      const done = await service.enrolOther(asked, programme, await placesOfProgramme(asked, programme), form, form)
      if ('mistakes' in done) return again(done.mistakes)
      return goTo(
        `/programmes/${programme.id}/settings/${done.setting}`,
        `${form.name} is enrolled and offered an agreement`,
      )
    },
    again: (asked) => drawOther(asked, asked.programme, asked),
  }),
  get('/programmes/:programme/settings/:enrolment', {
    who: enrols,
    load: { programme: loadProgramme, enrolment: loadEnrolment },
    show: (asked) => drawEnrolment(asked),
  }),
  post('/programmes/:programme/settings/:enrolment/head', {
    who: enrols,
    load: { programme: loadProgramme, enrolment: loadEnrolment },
    form: headForm,
    async act(asked) {
      await service.inviteHead(asked, asked.programme, asked.enrolment, asked.form)
      return goTo(pathOf(asked), `${asked.form.name} is invited to ${asked.enrolment.name}`)
    },
    again(asked) {
      if (asked.enrolment.first_invited_on !== null) throw new Problem('settings.head-already-invited', pathOf(asked))
      return drawEnrolment(asked, { head: asked })
    },
  }),
  post('/programmes/:programme/settings/:enrolment/agreements', {
    who: enrols,
    load: { programme: loadProgramme, enrolment: loadEnrolment },
    form: termsForm,
    async act(asked) {
      const wrong = whyNotUntil(today(asked), asked.form.ends_on)
      if (wrong) return again({ ends_on: wrong })
      await service.offerAgain(asked, asked.programme, asked.enrolment, asked.form)
      return goTo(pathOf(asked), 'The agreement is offered')
    },
    again(asked) {
      if (whyNoOffer(asked.enrolment, today(asked))) throw new Problem('settings.no-offer-now', pathOf(asked))
      return drawEnrolment(asked, { terms: asked })
    },
  }),
  post('/programmes/:programme/settings/:enrolment/details', {
    who: enrols,
    load: { programme: loadProgramme, enrolment: loadEnrolment },
    form: placeForm,
    async act(asked) {
      const { programme, enrolment, form } = asked
      const { districts, phases } = await placesOfProgramme(asked, programme)
      if (form.district_id !== null && !districts.some((one) => one.id === form.district_id))
        return again({ district_id: 'Choose a district from the list' })
      if (form.phase_id !== null && !phases.some((one) => one.id === form.phase_id))
        return again({ phase_id: 'Choose a phase from the list' })
      const kept = await service.changeEnrolment(asked, programme, enrolment, {
        ...form,
        levels: form.levels.map(Number),
      })
      return kept
        ? goTo(pathOf(asked), 'Your changes are saved')
        : again({ district_id: 'Someone else changed this. Check what stands now and save again' }, { status: 409 })
    },
    again(asked) {
      const { typed, mistakes, enrolment } = asked
      const meanwhile = typed.version !== String(enrolment.version)
      return drawEnrolment(
        asked,
        { place: { typed: { ...typed, version: String(enrolment.version) }, mistakes } },
        meanwhile,
      )
    },
  }),
]

const leaving: readonly Route[] = [
  get('/programmes/:programme/settings/:enrolment/leaving', {
    who: enrols,
    load: { programme: loadProgramme, enrolment: loadEnrolment },
    show: async (asked) =>
      leavingPage(asked.programme, asked.enrolment, asTyped({ left_on: dateInWords(today(asked)) })),
  }),
  post('/programmes/:programme/settings/:enrolment/leaving', {
    who: enrols,
    load: { programme: loadProgramme, enrolment: loadEnrolment },
    form: leavingForm,
    async act(asked) {
      const { programme, enrolment, form } = asked
      const wrong = whyNotLeft(asked, enrolment, form.left_on)
      if (wrong) return again({ left_on: wrong })
      const left = { on: form.left_on, version: form.version }
      if (!(await leaveProgramme(asked, programme, enrolment, left)))
        return again({ left_on: 'Someone else changed this. Check what stands now and save again' }, { status: 409 })
      return goTo(
        `/programmes/${programme.id}/settings`,
        `${enrolment.name} has left, and nothing of it is shared any more`,
      )
    },
    again: async (asked) => leavingPage(asked.programme, asked.enrolment, asked),
  }),
]

type Here = Awaited<ReturnType<typeof loadHere>>

function readerOf(ctx: Ctx, here: Here): Reader {
  const head = actorOf(ctx).places.some((place) => place.setting_id === here.setting_id && place.role === 'head')
  return { setting: here, head, today: today(ctx) }
}

/** Only what an agreement is for can be changed about it: it must still be open. */
function stillOpen(ctx: Ctx, agreement: agreements.Agreement): void {
  if (standingOf(agreement, today(ctx)) === 'ended') throw notFound()
}

const settingsSide: readonly Route[] = [
  get('/settings/:setting/agreement', {
    who: may('settings.see-agreement'),
    load: { here: loadHere },
    show: async (asked) =>
      agreementPage(
        readerOf(asked, asked.here),
        await agreements.agreementsOf(asked, asked.here.setting_id),
        asTyped({}),
      ),
  }),
  post('/settings/:setting/agreement/:agreement/signature', {
    who: may('settings.sign-agreement'),
    load: { here: loadHere, agreement: loadAgreement },
    form: signForm,
    async act(asked) {
      await agreements.signAgreement(asked, asked.agreement, asked.form.name)
      return goTo(
        `/settings/${asked.here.setting_id}/sharing`,
        `The agreement is signed by ${asked.form.name}, ${ROLES.head.toLowerCase()}. Choose what you share`,
      )
    },
    async again(asked) {
      if (standingOf(asked.agreement, today(asked)) !== 'offered')
        throw new Problem('settings.agreement-not-open', `/settings/${asked.here.setting_id}/agreement`)
      return agreementPage(
        readerOf(asked, asked.here),
        await agreements.agreementsOf(asked, asked.here.setting_id),
        asked,
      )
    },
  }),
  get('/settings/:setting/agreement/:agreement/ending', {
    who: may('settings.sign-agreement'),
    load: { here: loadHere, agreement: loadAgreement },
    async show(asked) {
      stillOpen(asked, asked.agreement)
      return endPage(readerOf(asked, asked.here), asked.agreement, asTyped({}))
    },
  }),
  post('/settings/:setting/agreement/:agreement/ending', {
    who: may('settings.sign-agreement'),
    load: { here: loadHere, agreement: loadAgreement },
    form: endForm,
    async act(asked) {
      await agreements.endAgreement(asked, asked.agreement, asked.form.words)
      const flash = asked.agreement.signed_at
        ? 'The agreement has ended and nothing is shared any more'
        : 'You declined the agreement'
      return goTo(`/settings/${asked.here.setting_id}/agreement`, flash)
    },
    async again(asked) {
      stillOpen(asked, asked.agreement)
      return endPage(readerOf(asked, asked.here), asked.agreement, asked)
    },
  }),
  get('/settings/:setting/sharing', {
    who: may('settings.see-agreement'),
    load: { here: loadHere },
    show: async (asked) =>
      sharingPage(
        readerOf(asked, asked.here),
        await agreements.sharingOf(asked, asked.here.setting_id),
        await sharingWithTrust(asked, asked.here.setting_id),
      ),
  }),
  post('/settings/:setting/sharing', {
    who: may('settings.share'),
    load: { here: loadHere },
    form: sharingForm,
    async act(asked) {
      const setting = asked.here.setting_id
      const programme = (await agreements.sharingOf(asked, setting)).find(
        (one) => one.programme_id === asked.form.programme,
      )
      if (!programme) throw notFound()
      const { started, stopped } = await agreements.changeSharing(asked, setting, programme, asked.form.flows)
      const flash = started + stopped === 0 ? 'Nothing changed' : 'What you share is saved'
      return goTo(`/settings/${setting}/sharing`, flash)
    },
  }),
]

export const routes: readonly Route[] = [...officers, ...leaving, ...settingsSide]
