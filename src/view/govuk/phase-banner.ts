// The GOV.UK phase banner: how finished the service is, and how to say what you think of it.

import { html, type Html } from '../html.ts'
import { attributes, classes, words, type Styled, type Words } from './attributes.ts'
import { tag } from './tag.ts'

export interface PhaseBannerOptions extends Words, Styled {
  tag?: (Words & Pick<Styled, 'classes'>) | undefined
}

export function phaseBanner(options: PhaseBannerOptions): Html {
  const phase = tag({
    text: options.tag?.text,
    html: options.tag?.html,
    classes: classes('govuk-phase-banner__content__tag', options.tag?.classes),
  })
  return html`<div class="${classes('govuk-phase-banner govuk-width-container', options.classes)}"${attributes(options.attributes)}><p class="govuk-phase-banner__content">${phase} <span class="govuk-phase-banner__text">${words(options)}</span></p></div>`
}
