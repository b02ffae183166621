// Where a trust offers its agreement, and where a head says what the trust sees.
import { may } from '../../../kernel/access.ts'
import { today } from '../../../kernel/context.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import { again, get, goTo, post, type Route } from '../../../kernel/route.ts'
import { dateInWords, wordsOfCount } from '../../../view/words.ts'
import { usualEnd, whyNotUntil } from '../enrolments/rules.ts'
import { asTyped } from '../pieces.ts'
import { loadHere } from '../places/service.ts'
import { offerForm, trustSharingForm } from './forms.ts'
import { offerPage } from './pages.ts'
import { loadTrustOffice, offerToSchools, schoolsOfTrust } from './service.ts'
import { changeTrustSharing, sharingWithTrust } from './sharing.ts'

const offers = may('settings.offer-as-trust')

export const routes: readonly Route[] = [
  get('/settings/:setting/trust-agreement', {
    who: offers,
    load: { office: loadTrustOffice },
    show: async (asked) => {
      const usual = asTyped({ basis: 'public_task', ends_on: dateInWords(usualEnd(today(asked))) })
      return offerPage(asked.office, (await schoolsOfTrust(asked, asked.office.trust_id)).length, usual)
    },
  }),
  post('/settings/:setting/trust-agreement', {
    who: offers,
    load: { office: loadTrustOffice },
    form: offerForm,
    async act(asked) {
      const { office, form } = asked
      const wrong = whyNotUntil(today(asked), form.ends_on)
      if (wrong) return again({ ends_on: wrong })
      const offered = await offerToSchools(asked, office, form)
      const words =
        offered === 0
          ? 'Every school has an agreement with you, or an offer to read'
          : `${wordsOfCount(offered, 'school')} ${offered === 1 ? 'is' : 'are'} offered this agreement`
      return goTo(`/settings/${office.setting_id}`, words)
    },
    async again(asked) {
      const schools = (await schoolsOfTrust(asked, asked.office.trust_id)).length
      if (schools === 0) throw new Problem('settings.no-schools-yet', `/settings/${asked.office.setting_id}`)
      return offerPage(asked.office, schools, asked)
    },
  }),
  post('/settings/:setting/sharing/trust', {
    who: may('settings.share'),
    load: { here: loadHere },
    form: trustSharingForm,
    async act(asked) {
      const setting = asked.here.setting_id
      const trust = await sharingWithTrust(asked, setting)
      if (!trust) throw notFound()
      const { started, stopped } = await changeTrustSharing(asked, setting, trust, asked.form.flows)
      const flash = started + stopped === 0 ? 'Nothing changed' : 'What your trust sees is saved'
      return goTo(`/settings/${setting}/sharing`, flash)
    },
  }),
]
