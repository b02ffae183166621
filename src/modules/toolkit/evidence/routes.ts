// Where evidence is added and withdrawn; it is seen on its criterion's page.
import { may } from '../../../kernel/access.ts'
import { form } from '../../../kernel/form.ts'
import { again, goTo, post, type Route } from '../../../kernel/route.ts'
import { criterionPage } from '../chapters/criterion-page.ts'
import { loadCriterion, loadPrinciple, seeCriterion } from '../chapters/service.ts'
import { loadHereWriting, mayWrite } from '../cycles/service.ts'
import { criterionPageAt } from '../paths.ts'
import { evidenceForm } from './forms.ts'
import { addEvidence, loadEvidence, withdrawEvidence } from './service.ts'

const AT = '/settings/:setting/toolkit/principles/:principle/criteria/:criterion/evidence'

export const routes: readonly Route[] = [
  post(AT, {
    who: may('toolkit.rate'),
    load: { here: loadHereWriting, principle: loadPrinciple, criterion: loadCriterion },
    sees: 'named ratings',
    form: evidenceForm,
    act: async (asked) => {
      const { here, principle, criterion } = asked
      const mistakes = await addEvidence(asked, here.cycle, principle.key, criterion, asked.form, here.today)
      if (mistakes) return again(mistakes)
      return goTo(`${criterionPageAt(here.cycle.setting_id, principle.key, criterion.key)}#evidence`, 'Evidence added')
    },
    again: async (asked) => {
      const { here, principle, criterion, typed, mistakes } = asked
      return criterionPage({
        here,
        principle,
        criterion,
        ...(await seeCriterion(asked, here, principle, criterion)),
        mayAgree: mayWrite(here),
        sent: 'evidence',
        typed,
        mistakes,
      })
    },
  }),
  post(`${AT}/:evidence/withdrawal`, {
    who: may('toolkit.rate'),
    load: { here: loadHereWriting, principle: loadPrinciple, criterion: loadCriterion, evidence: loadEvidence },
    form: form({}),
    act: async (asked) => {
      const { here, principle, criterion, evidence } = asked
      await withdrawEvidence(asked, here.cycle, principle.key, evidence)
      return goTo(
        `${criterionPageAt(here.cycle.setting_id, principle.key, criterion.key)}#evidence`,
        'Evidence withdrawn',
      )
    },
  }),
]
