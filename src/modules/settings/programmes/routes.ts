// Where a programme is made and kept, by a founder and then by its officers; and its colours, for everyone.
import { founder, may, anyone } from '../../../kernel/access.ts'
import { acrossTenants, type Ctx } from '../../../kernel/context.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import { again, get, goTo, post, type Again, type GoTo, type Route } from '../../../kernel/route.ts'
import { dateInWords, wordsOfCount } from '../../../view/words.ts'
import { personForm } from '../enrolments/forms.ts'
import { makeTrust } from '../enrolments/service.ts'
import { trustSettings } from '../enrolments/store.ts'
import { asTyped, type FormState } from '../pieces.ts'
import { addFirstPerson } from '../places/service.ts'
import {
  authorityForm,
  changeProgrammeForm,
  districtForm,
  newProgrammeForm,
  nothingForm,
  phaseForm,
  trustForm,
} from './forms.ts'
import {
  districtPage,
  districtsPage,
  newProgrammePage,
  newTrustPage,
  phasePage,
  programmePage,
  programmePath,
  trustPage,
  type PlacesForms,
} from './pages.ts'
import { LEVEL_NAMES } from './rules.ts'
import * as service from './service.ts'
import { loadDistrict, loadPhase, loadProgramme, type District, type Phase, type Programme } from './service.ts'
import { trustById, trustsOfProgramme } from './store.ts'

const runs = may('settings.run-programme', 'programme')

type Sent = {
  name: string
  level_1: string
  level_2: string
  level_3: string
  brand: string | null
  brand_deep: string | null
  second_step: boolean
  takes_requests: boolean
}

function wordsFrom({ level_1, level_2, level_3, ...rest }: Sent): service.ProgrammeWords {
  return { ...rest, levels: [level_1, level_2, level_3] }
}

function typedFrom(programme: Programme): FormState {
  const [level_1 = '', level_2 = '', level_3 = ''] = programme.level_names
  const { name, brand, brand_deep, everyone_needs_second_step, takes_requests } = programme
  return asTyped({
    name,
    level_1,
    level_2,
    level_3,
    brand: brand ?? '',
    brand_deep: brand_deep ?? '',
    second_step: everyone_needs_second_step ? 'yes' : '',
    takes_requests: takes_requests ? 'yes' : '',
  })
}

const trustsOf = (ctx: Ctx, programme: Programme) => ctx.tx.many(trustsOfProgramme, { programme: programme.id })

const WORDS: Readonly<Record<string, Record<string, string>>> = {
  'settings.name-taken': { name: 'Another one of this programme has this name. Choose a different one' },
  'settings.phase-gone': { phase_id: 'Choose a phase from the list' },
  'settings.in-use': { name: 'It cannot be removed while something belongs to it. Move those first' },
}

/** Back to the list, or the form again with the sentence for what refused it. */
function after(refused: string | undefined, to: string, flash: string): GoTo | Again {
  return refused === undefined
    ? goTo(to, flash)
    : again(WORDS[refused] ?? { name: 'This could not be saved. Reload the page and try again' })
}

const empty = asTyped({})
const noForms: PlacesForms = { district: empty, phase: empty, authority: empty }

async function drawDistricts(ctx: Ctx, programme: Programme, forms: PlacesForms) {
  const places = await service.placesOfProgramme(ctx, programme)
  return districtsPage(programme, { ...places, authorities: await service.authorities(ctx) }, forms)
}

const dayWords = (day: string | null): string => (day === null ? '' : dateInWords(day))

function typedDistrict({ name, register_code, phase_id, joined_on }: District): FormState {
  return asTyped({ name, register_code: register_code ?? '', phase_id: phase_id ?? '', joined_on: dayWords(joined_on) })
}

async function drawDistrict(ctx: Ctx, programme: Programme, district: District, state: FormState) {
  const { phases } = await service.placesOfProgramme(ctx, programme)
  return districtPage(programme, district, phases, state)
}

const typedPhase = ({ name, starts_on }: Phase): FormState => asTyped({ name, starts_on: dayWords(starts_on) })

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

async function loadTrust(ctx: Ctx, params: Readonly<Record<string, string>>) {
  const trust = UUID.test(params.trust!) ? await ctx.tx.maybe(trustById, { id: params.trust! }) : undefined
  const enrolled = trust
    ? await ctx.tx.many(trustSettings, { programme: params.programme!, trust_name: trust.name })
    : []
  // Only a programme with a school of it, or one whose officer made it, has anything to do with a trust.
  if (!trust || (enrolled.length === 0 && trust.made_by !== params.programme)) throw notFound()
  return { ...trust, enrolled }
}

const about: readonly Route[] = [
  get('/programmes/new', {
    who: founder,
    show: async () =>
      newProgrammePage(
        asTyped({ level_1: LEVEL_NAMES[0], level_2: LEVEL_NAMES[1], level_3: LEVEL_NAMES[2], takes_requests: 'yes' }),
      ),
  }),
  post('/programmes', {
    who: founder,
    form: newProgrammeForm,
    async act(asked) {
      const made = await service.foundProgramme(asked, asked.form.slug, wordsFrom(asked.form))
      return 'mistakes' in made
        ? again(made.mistakes)
        : goTo(programmePath(made.programme.id), `${made.programme.name} is ready, and you are its officer`)
    },
    again: async ({ typed, mistakes }) => newProgrammePage({ typed, mistakes }),
  }),
  get('/theme/:theme', {
    who: anyone,
    async show(asked) {
      const theme = asked.params.theme!
      if (!/^[a-z0-9-]{1,60}\.css$/.test(theme)) throw notFound()
      return {
        kind: 'file',
        type: 'text/css; charset=utf-8',
        body: await service.themeOf(asked, theme.slice(0, -4)),
        keep: 300,
      }
    },
  }),
  get('/programmes/:programme', {
    who: runs,
    load: { programme: loadProgramme },
    show: async (asked) =>
      programmePage(asked.programme, typedFrom(asked.programme), await trustsOf(asked, asked.programme)),
  }),
  post('/programmes/:programme/details', {
    who: runs,
    load: { programme: loadProgramme },
    form: changeProgrammeForm,
    async act(asked) {
      const mistakes = await service.changeProgramme(asked, asked.programme, wordsFrom(asked.form))
      return mistakes ? again(mistakes) : goTo(programmePath(asked.programme.id), 'Your changes are saved')
    },
    again: async (asked) => programmePage(asked.programme, asked, await trustsOf(asked, asked.programme)),
  }),
]

const districts: readonly Route[] = [
  get('/programmes/:programme/districts', {
    who: runs,
    load: { programme: loadProgramme },
    show: (asked) => drawDistricts(asked, asked.programme, noForms),
  }),
  post('/programmes/:programme/districts', {
    who: runs,
    load: { programme: loadProgramme },
    form: districtForm,
    async act(asked) {
      const refused = await service.keepDistrict(asked, asked.programme, undefined, asked.form)
      return after(refused, `${programmePath(asked.programme.id)}/districts`, `${asked.form.name} is added`)
    },
    again: (asked) => drawDistricts(asked, asked.programme, { ...noForms, district: asked }),
  }),
  post('/programmes/:programme/districts/from-register', {
    who: runs,
    load: { programme: loadProgramme },
    form: authorityForm,
    async act(asked) {
      const added = await service.addDistrictsOf(asked, asked.programme, asked.form.la)
      if (added === 0) return again({ la: 'All its districts are here already, or the register has none' })
      return goTo(`${programmePath(asked.programme.id)}/districts`, `${wordsOfCount(added, 'district')} added`)
    },
    again: (asked) => drawDistricts(asked, asked.programme, { ...noForms, authority: asked }),
  }),
  get('/programmes/:programme/districts/:district', {
    who: runs,
    load: { programme: loadProgramme, district: loadDistrict },
    show: (asked) => drawDistrict(asked, asked.programme, asked.district, typedDistrict(asked.district)),
  }),
  post('/programmes/:programme/districts/:district', {
    who: runs,
    load: { programme: loadProgramme, district: loadDistrict },
    form: districtForm,
    async act(asked) {
      const refused = await service.keepDistrict(asked, asked.programme, asked.district, asked.form)
      return after(refused, `${programmePath(asked.programme.id)}/districts`, 'Your changes are saved')
    },
    again: (asked) => drawDistrict(asked, asked.programme, asked.district, asked),
  }),
  post('/programmes/:programme/districts/:district/removal', {
    who: runs,
    load: { programme: loadProgramme, district: loadDistrict },
    form: nothingForm,
    async act(asked) {
      const refused = await service.removeDistrict(asked, asked.programme, asked.district)
      return after(refused, `${programmePath(asked.programme.id)}/districts`, `${asked.district.name} is removed`)
    },
    again: (asked) =>
      drawDistrict(asked, asked.programme, asked.district, {
        ...typedDistrict(asked.district),
        mistakes: asked.mistakes,
      }),
  }),
]

const phases: readonly Route[] = [
  get('/programmes/:programme/phases/new', {
    who: runs,
    load: { programme: loadProgramme },
    show: async ({ programme }) => phasePage(programme, undefined, empty),
  }),
  post('/programmes/:programme/phases', {
    who: runs,
    load: { programme: loadProgramme },
    form: phaseForm,
    async act(asked) {
      const refused = await service.keepPhase(asked, asked.programme, undefined, asked.form)
      return after(refused, `${programmePath(asked.programme.id)}/districts`, `${asked.form.name} is added`)
    },
    again: async (asked) => phasePage(asked.programme, undefined, asked),
  }),
  get('/programmes/:programme/phases/:phase', {
    who: runs,
    load: { programme: loadProgramme, phase: loadPhase },
    show: async ({ programme, phase }) => phasePage(programme, phase, typedPhase(phase)),
  }),
  post('/programmes/:programme/phases/:phase', {
    who: runs,
    load: { programme: loadProgramme, phase: loadPhase },
    form: phaseForm,
    async act(asked) {
      const refused = await service.keepPhase(asked, asked.programme, asked.phase, asked.form)
      return after(refused, `${programmePath(asked.programme.id)}/districts`, 'Your changes are saved')
    },
    again: async (asked) => phasePage(asked.programme, asked.phase, asked),
  }),
  post('/programmes/:programme/phases/:phase/removal', {
    who: runs,
    load: { programme: loadProgramme, phase: loadPhase },
    form: nothingForm,
    async act(asked) {
      const refused = await service.removePhase(asked, asked.programme, asked.phase)
      return after(refused, `${programmePath(asked.programme.id)}/districts`, `${asked.phase.name} is removed`)
    },
    again: async (asked) =>
      phasePage(asked.programme, asked.phase, { ...typedPhase(asked.phase), mistakes: asked.mistakes }),
  }),
]

const trusts: readonly Route[] = [
  get('/programmes/:programme/trusts/new', {
    who: runs,
    load: { programme: loadProgramme },
    show: async ({ programme }) => newTrustPage(programme, empty),
  }),
  post('/programmes/:programme/trusts', {
    who: runs,
    load: { programme: loadProgramme },
    form: trustForm,
    async act(asked) {
      const trust = await makeTrust(asked, asked.programme, asked.form.name)
      if (!trust) return again({ name: 'A trust of this name is here already' })
      return goTo(
        `${programmePath(asked.programme.id)}/trusts/${trust.id}`,
        `${trust.name} is made, with an office of its own`,
      )
    },
    again: async (asked) => newTrustPage(asked.programme, asked),
  }),
  get('/programmes/:programme/trusts/:trust', {
    who: runs,
    load: { programme: loadProgramme, trust: loadTrust },
    show: async ({ programme, trust }) => trustPage(programme, trust, trust.enrolled, empty),
  }),
  post('/programmes/:programme/trusts/:trust/people', {
    who: runs,
    load: { programme: loadProgramme, trust: loadTrust },
    form: personForm,
    async act(asked) {
      const { programme, trust, form } = asked
      const setting = trust.office_setting_id
      await acrossTenants(asked, `Invited the safeguarding lead of ${trust.name}`, [setting], async () => {
        const lead = { ...form, roles: ['trust_safeguarding_lead'] as const }
        if (!(await addFirstPerson(asked, { setting_id: setting, name: trust.name }, lead)))
          throw new Problem('settings.lead-already-invited', `${programmePath(programme.id)}/trusts/${trust.id}`)
      })
      return goTo(`${programmePath(programme.id)}/trusts/${trust.id}`, `${form.name} is invited`)
    },
    again: async (asked) => trustPage(asked.programme, asked.trust, asked.trust.enrolled, asked),
  }),
]

export const routes: readonly Route[] = [...about, ...districts, ...phases, ...trusts]
