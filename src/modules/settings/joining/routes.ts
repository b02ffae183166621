// Where settings ask to join, without an account, and where officers answer.
import { anyone, may } from '../../../kernel/access.ts'
import { today, type Ctx } from '../../../kernel/context.ts'
import { again, get, goTo, post, type Route } from '../../../kernel/route.ts'
import { Problem } from '../../../kernel/problem.ts'
import { confirmRequestForm } from '../enrolments/forms.ts'
import { whyNotUntil } from '../enrolments/rules.ts'
import { usualTerms } from '../enrolments/service.ts'
import { asTyped } from '../pieces.ts'
import { loadProgramme, type Programme } from '../programmes/service.ts'
import { askForm, askOtherForm, declineForm, nothingForm } from './forms.ts'
import { askingPage, requestPage, type RequestForms } from './office-pages.ts'
import { otherPage, proofPage, provedPage, schoolPage, searchPage, sentPage } from './pages.ts'
import * as service from './service.ts'
import { loadProof, loadRequest, loadSchool, type JoiningRequest } from './service.ts'

const empty = asTyped({})
const urnOf = (text: string | undefined): number | null => (/^[1-9]\d{0,8}$/.test(text ?? '') ? Number(text) : null)

/** A form sent where no programme takes requests (any more). */
function someoneToAsk<P>(programmes: readonly P[]): readonly P[] {
  if (programmes.length === 0) throw new Problem('settings.nobody-to-ask', '/enrol')
  return programmes
}

const asking: readonly Route[] = [
  get('/enrol', {
    who: anyone,
    show: async (asked) => {
      const q = (asked.query.q ?? '').trim().slice(0, 100)
      return searchPage(await service.findSchools(asked, q, urnOf(asked.query.after)))
    },
  }),
  get('/enrol/schools/:urn', {
    who: anyone,
    load: { school: loadSchool },
    show: async ({ school }) => schoolPage(school, empty),
  }),
  post('/enrol/schools/:urn', {
    who: anyone,
    load: { school: loadSchool },
    form: askForm,
    sensitive: true,
    async act(asked) {
      const { school, form } = asked
      someoneToAsk(school.programmes)
      const mistakes = await service.ask(asked, service.subjectFrom(school), form, school.programmes)
      return mistakes ? again(mistakes, { kept: true }) : goTo('/enrol/sent')
    },
    async again({ school, typed, mistakes }) {
      someoneToAsk(school.programmes)
      return schoolPage(school, { typed, mistakes })
    },
  }),
  get('/enrol/other', {
    who: anyone,
    show: async (asked) => otherPage(await service.programmesToAsk(asked), asTyped({ designation: 'community' })),
  }),
  post('/enrol/other', {
    who: anyone,
    form: askOtherForm,
    sensitive: true,
    async act(asked) {
      const { setting_name: name, designation, where, ...asker } = asked.form
      const programmes = someoneToAsk(await service.programmesToAsk(asked))
      const subject = { urn: null, name, designation, where }
      const mistakes = await service.ask(asked, subject, asker, programmes)
      return mistakes ? again(mistakes, { kept: true }) : goTo('/enrol/sent')
    },
    again: async (asked) => otherPage(someoneToAsk(await service.programmesToAsk(asked)), asked),
  }),
  get('/enrol/sent', { who: anyone, show: async () => sentPage() }),
  // Opening the link changes nothing, so that a scanner of letters cannot prove an address.
  get('/enrol/proof/:proof', {
    who: anyone,
    load: { proof: loadProof },
    show: async ({ proof, path }) => proofPage(proof, path),
  }),
  post('/enrol/proof/:proof', {
    who: anyone,
    load: { proof: loadProof },
    form: nothingForm,
    sensitive: true,
    async act(asked) {
      await service.prove(asked, asked.proof)
      return goTo('/enrol/thanks')
    },
  }),
  get('/enrol/thanks', { who: anyone, show: async () => provedPage() }),
]

const enrols = may('settings.enrol', 'programme')

type At = Ctx & { programme: Programme; request: JoiningRequest }

async function drawRequest(at: At, more: Partial<RequestForms> = {}) {
  const { programme, request } = at
  const basis = request.designation === 'community' ? { basis: 'legitimate_interests' } : {}
  const confirm = asTyped({ ...usualTerms(at), ...basis, setting_name: request.name })
  const about = await service.aboutRequest(at, programme, request)
  return requestPage({ programme, request, ...about }, { confirm, decline: empty, ...more })
}

function stillWaits({ programme, request }: At): void {
  if (request.answer !== null)
    throw new Problem('settings.request-answered', `/programmes/${programme.id}/asking/${request.id}`)
}

const office: readonly Route[] = [
  get('/programmes/:programme/asking', {
    who: enrols,
    load: { programme: loadProgramme },
    show: async (asked) => askingPage(asked.programme, await service.requestsOf(asked, asked.programme), asked.now),
  }),
  get('/programmes/:programme/asking/:request', {
    who: enrols,
    load: { programme: loadProgramme, request: loadRequest },
    show: (asked) => drawRequest(asked),
  }),
  post('/programmes/:programme/asking/:request/confirmation', {
    who: enrols,
    load: { programme: loadProgramme, request: loadRequest },
    form: confirmRequestForm,
    async act(asked) {
      stillWaits(asked)
      const wrong = whyNotUntil(today(asked), asked.form.ends_on)
      if (wrong) return again({ ends_on: wrong })
      const done = await service.confirm(asked, asked.programme, asked.request, asked.form)
      if ('mistakes' in done) return again(done.mistakes)
      return goTo(
        `/programmes/${asked.programme.id}/settings/${done.setting}`,
        `${asked.request.name} is enrolled and offered an agreement`,
      )
    },
    again(asked) {
      stillWaits(asked)
      return drawRequest(asked, { confirm: asked })
    },
  }),
  post('/programmes/:programme/asking/:request/declining', {
    who: enrols,
    load: { programme: loadProgramme, request: loadRequest },
    form: declineForm,
    async act(asked) {
      stillWaits(asked)
      await service.decline(asked, asked.programme, asked.request, asked.form.words)
      return goTo(`/programmes/${asked.programme.id}/asking`, `${asked.request.asker_name} hears from you by letter`)
    },
    again(asked) {
      stillWaits(asked)
      return drawRequest(asked, { decline: asked })
    },
  }),
]

export const routes: readonly Route[] = [...asking, ...office]
