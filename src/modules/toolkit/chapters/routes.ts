// Where principles and criteria are, and where the team agrees. Named ratings reach the team only, once a round is
// closed; each look at them is audited.
import { may } from '../../../kernel/access.ts'
import { form } from '../../../kernel/form.ts'
import { again, get, goTo, post, type Route } from '../../../kernel/route.ts'
import { loadHere, loadHereWriting, mayWrite } from '../cycles/service.ts'
import type { Level } from '../edition.ts'
import { levelWords } from '../leveling.ts'
import { criterionAt, principleAt } from '../paths.ts'
import { criterionPage } from './criterion-page.ts'
import { postEditing } from '../presence/service.ts'
import { oneSection } from '../sections/service.ts'
import { agreementForm, chapterForm } from './forms.ts'
import { principlePage } from './pages.ts'
import { agreementFields, nextToAgree, standsOfAgreement } from './rules.ts'
import {
  agreeChapter,
  agreeRating,
  beginsAgreeing,
  loadCriterion,
  loadHereAgreeing,
  loadPrinciple,
  seeCriterion,
  seenOf,
  talkOf,
  withdrawChapter,
} from './service.ts'

const AT = '/settings/:setting/toolkit/principles/:principle'

export const routes: readonly Route[] = [
  get(AT, {
    who: may('toolkit.see'),
    load: { here: loadHere, principle: loadPrinciple },
    sees: 'named ratings',
    show: async (asked) => {
      const { here, principle } = asked
      return principlePage({
        here,
        principle,
        ratings: await seenOf(asked, here, principle, principle.criteria),
        talk: await talkOf(asked, here, principle),
        begins: (criterion) => beginsAgreeing(asked, here, principle, criterion),
        section: await oneSection(asked, here, principle),
        mayAgree: mayWrite(here),
      })
    },
  }),
  get(`${AT}/criteria/:criterion`, {
    who: may('toolkit.see'),
    load: { here: loadHere, principle: loadPrinciple, criterion: loadCriterion },
    sees: 'named ratings',
    show: async (asked) => {
      const { here, principle, criterion } = asked
      return criterionPage({
        here,
        principle,
        criterion,
        ...(await seeCriterion(asked, here, principle, criterion)),
        mayAgree: mayWrite(here),
      })
    },
  }),
  postEditing(`${AT}/criteria/:criterion/agreement`, {
    who: may('toolkit.rate'),
    load: { here: loadHereAgreeing, principle: loadPrinciple, criterion: loadCriterion },
    sees: 'named ratings',
    form: agreementForm,
    fields: ({ here }) => agreementFields(levelWords(here.edition)),
    async stands(asked) {
      const { standing } = await loadHereAgreeing(asked, asked.params)
      return standsOfAgreement(standing, asked.criterion.key)
    },
    async save(asked) {
      const { here, principle, criterion, form: sent } = asked
      const level = sent.level === 'na' ? null : (Number(sent.level) as Level)
      if (!(await agreeRating(asked, here.cycle, criterion, { level, reason: sent.reason, version: sent.version })))
        return 'overtaken'
      const next = here.cycle.stage === 'assess' ? nextToAgree(here.standing, principle, criterion) : undefined
      const setting = here.cycle.setting_id
      return goTo(
        next ? criterionAt(setting, principle.key, next.key) : principleAt(setting, principle.key),
        'Agreed and saved',
      )
    },
    async draw(asked) {
      const { here, principle, criterion, typed, mistakes } = asked
      return criterionPage({
        here,
        principle,
        criterion,
        ...(await seeCriterion(asked, here, principle, criterion)),
        mayAgree: mayWrite(here),
        sent: 'agreement',
        typed,
        mistakes,
      })
    },
    about: ({ here, principle, criterion }) => ({
      caption: criterion.text,
      back: { text: principle.name, href: principleAt(here.cycle.setting_id, principle.key) },
    }),
  }),
  post(`${AT}/agreement`, {
    who: may('toolkit.rate'),
    load: { here: loadHereWriting, principle: loadPrinciple },
    sees: 'named ratings',
    form: chapterForm,
    act: async (asked) => {
      const { here, principle } = asked
      if (!(await agreeChapter(asked, here, principle, asked.form.discussed_with)))
        return again({ chapter: 'Something in this chapter is still to do: see below' })
      return goTo(principleAt(here.cycle.setting_id, principle.key), `${principle.name} is done for now`)
    },
    again: async (asked) => {
      const { here, principle, typed, mistakes } = asked
      return principlePage({
        here,
        principle,
        ratings: await seenOf(asked, here, principle, principle.criteria),
        talk: await talkOf(asked, here, principle),
        begins: (criterion) => beginsAgreeing(asked, here, principle, criterion),
        section: await oneSection(asked, here, principle),
        mayAgree: mayWrite(here),
        typed,
        mistakes,
      })
    },
  }),
  post(`${AT}/agreement/withdrawal`, {
    who: may('toolkit.rate'),
    load: { here: loadHereWriting, principle: loadPrinciple },
    form: form({}),
    act: async (asked) => {
      const { here, principle } = asked
      await withdrawChapter(asked, here, principle)
      return goTo(principleAt(here.cycle.setting_id, principle.key), `${principle.name} is open again`)
    },
  }),
]
