// Translations and who has checked them: the same pages for a head in a setting and for an officer in a programme.
import { may, type Who } from '../../../../kernel/access.ts'
import type { Ctx } from '../../../../kernel/context.ts'
import { form } from '../../../../kernel/form.ts'
import { notFound } from '../../../../kernel/problem.ts'
import { again, get, goTo, post, type Route } from '../../../../kernel/route.ts'
import { programmeTranslationsAt, translationsAt, viewsAt } from '../../paths.ts'
import { checkForm } from './forms.ts'
import { languagesPage, translationPage, type TranslationSeen } from './pages.ts'
import {
  languagesSeen,
  loadSigning,
  loadTranslation,
  sideBySide,
  signTranslation,
  withdrawCheck,
  type Signing,
} from './service.ts'

const load = { signing: loadSigning, translation: loadTranslation }

const pagesAt = ({ setting, programme }: Signing): string =>
  programme === null ? translationsAt(setting) : programmeTranslationsAt(programme)

async function seen(ctx: Ctx, signing: Signing, translation: string): Promise<TranslationSeen> {
  const found = (await languagesSeen(ctx, signing)).find((one) => one.language === translation)
  if (!found) throw notFound()
  return { at: pagesAt(signing), seen: found, ...sideBySide(translation) }
}

function routesAt(at: string, who: Who): Route[] {
  return [
    get(at, {
      who,
      load: { signing: loadSigning },
      show: async (asked) => {
        const { signing } = asked
        const { setting, programme } = signing
        const back = programme === null ? { text: 'Views', href: viewsAt(setting) } : { text: 'Home', href: '/' }
        const languages = await languagesSeen(asked, signing)
        return languagesPage({ at: pagesAt(signing), back, forProgramme: programme !== null, languages })
      },
    }),
    get(`${at}/:translation`, {
      who,
      load,
      show: async (asked) => translationPage(await seen(asked, asked.signing, asked.translation)),
    }),
    post(`${at}/:translation`, {
      who,
      load,
      form: checkForm,
      act: async (asked) => {
        const wrong = await signTranslation(asked, asked.signing, asked.translation, asked.form)
        if (wrong !== undefined) return again({ checked_on: wrong })
        return goTo(pagesAt(asked.signing), 'Signed. Raters are no longer told that it is unchecked')
      },
      again: async (asked) => {
        const { typed, mistakes } = asked
        return translationPage({ ...(await seen(asked, asked.signing, asked.translation)), typed, mistakes })
      },
    }),
    post(`${at}/:translation/withdrawal`, {
      who,
      load,
      form: form({}),
      act: async (asked) => {
        await withdrawCheck(asked, asked.signing, asked.translation)
        return goTo(`${pagesAt(asked.signing)}/${asked.translation}`, 'The signature is taken back')
      },
    }),
  ]
}

export const routes: readonly Route[] = [
  ...routesAt('/settings/:setting/toolkit/views/translations', may('toolkit.sign-translation')),
  ...routesAt('/programmes/:programme/translations', may('toolkit.sign-translation', 'programme')),
]
