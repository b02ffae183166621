// The typical page as somebody would write it out by hand in template strings, escaping nothing and deciding nothing:
// the least that drawing it can cost.
import type { Choice, Content, Field } from './typical-page.ts'

function field({ name, label, hint, value, mistake }: Field): string {
  const error = mistake
    ? `<p id="${name}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${mistake}</p>`
    : ''
  return `<div class="govuk-form-group${mistake ? ' govuk-form-group--error' : ''}"><label class="govuk-label" for="${name}">${label}</label><div id="${name}-hint" class="govuk-hint">${hint}</div>${error}<input class="govuk-input${mistake ? ' govuk-input--error' : ''}" id="${name}" name="${name}" type="text" value="${value}" aria-describedby="${name}-hint${mistake ? ` ${name}-error` : ''}"></div>`
}

function choice(kind: 'radio' | 'checkbox', name: string, { value, text, checked }: Choice, i: number): string {
  const id = i === 0 ? name : `${name}-${i + 1}`
  const base = kind === 'radio' ? 'govuk-radios' : 'govuk-checkboxes'
  return `<div class="${base}__item"><input class="${base}__input" id="${id}" name="${name}" type="${kind}" value="${value}"${checked ? ' checked' : ''}><label class="govuk-label ${base}__label" for="${id}">${text}</label></div>`
}

function option({ value, text, checked }: Choice): string {
  return `<option value="${value}"${checked ? ' selected' : ''}>${text}</option>`
}

function datePart(part: string, value: string, width: number): string {
  return `<div class="govuk-date-input__item"><div class="govuk-form-group"><label class="govuk-label govuk-date-input__label" for="due-${part.toLowerCase()}">${part}</label><input class="govuk-input govuk-date-input__input govuk-input--error govuk-input--width-${width}" id="due-${part.toLowerCase()}" name="due-${part.toLowerCase()}" type="text" value="${value}" inputmode="numeric"></div></div>`
}

function room({ text, href, current }: Content['navigation'][number]): string {
  return current
    ? `<li class="govuk-service-navigation__item govuk-service-navigation__item--active"><a class="govuk-service-navigation__link" href="${href}" aria-current="page"><strong class="govuk-service-navigation__active-fallback">${text}</strong></a></li>`
    : `<li class="govuk-service-navigation__item"><a class="govuk-service-navigation__link" href="${href}">${text}</a></li>`
}

function row([first, ...rest]: string[]): string {
  return `<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">${first}</th>${rest.map((cell) => `<td class="govuk-table__cell">${cell}</td>`).join('')}</tr>`
}

function fields(content: Content): string {
  return `${content.inputs.map(field).join('')}<div class="govuk-form-group"><fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Where does it happen?</legend><div class="govuk-radios" data-module="govuk-radios">${content.radios.map((item, i) => choice('radio', 'place', item, i)).join('')}</div></fieldset></div><div class="govuk-form-group"><fieldset class="govuk-fieldset" aria-describedby="groups-hint"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Which houses take part?</legend><div id="groups-hint" class="govuk-hint">Choose all that do</div><div class="govuk-checkboxes" data-module="govuk-checkboxes">${content.checkboxes.map((item, i) => choice('checkbox', 'groups', item, i)).join('')}</div></fieldset></div><div class="govuk-form-group"><label class="govuk-label" for="lead">Leading house</label><select class="govuk-select" id="lead" name="lead">${content.options.map(option).join('')}</select></div><div class="govuk-form-group govuk-form-group--error"><fieldset class="govuk-fieldset" role="group" aria-describedby="due-hint due-error"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">When is it due?</legend><div id="due-hint" class="govuk-hint">For example, 27 3 2027</div><p id="due-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> Enter a date in the future</p><div class="govuk-date-input" id="due">${datePart('Day', content.day.day, 2)}${datePart('Month', content.day.month, 2)}${datePart('Year', content.day.year, 4)}</div></fieldset></div><div class="govuk-form-group"><label class="govuk-label" for="notes">What pupils said</label><div id="notes-hint" class="govuk-hint">In their own words</div><textarea class="govuk-textarea" id="notes" name="notes" rows="5" aria-describedby="notes-hint">${content.notes}</textarea></div><button type="submit" class="govuk-button" data-module="govuk-button">Save and continue</button>`
}

export function handWritten(content: Content): string {
  return `<!DOCTYPE html>
<html lang="en" class="govuk-template">
<head>
<meta charset="utf-8">
<title>Error: ${content.title} – Wholeschool</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light">
<link rel="preload" href="/assets/atkinson-400.woff2" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="/assets/site.css">
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">
<script type="module" src="/assets/site.js"></script>
</head>
<body class="govuk-template__body">
<a href="#main-content" class="govuk-skip-link" data-module="govuk-skip-link">Skip to main content</a>
<header class="govuk-template__header"><div class="ws-top"><div class="govuk-width-container ws-top__row"><div class="govuk-generic-header ws-top__brand"><div class="govuk-generic-header__container ws-top__logo"><div class="govuk-generic-header__logo"><a href="/" class="govuk-generic-header__homepage-link"><svg class="ws-mark" width="28" height="28" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><circle cx="16" cy="16" r="14" fill="none" stroke="currentColor" stroke-width="2.5"/><path d="M16 4v24M4 16h24M7.5 7.5l17 17M24.5 7.5l-17 17" fill="none" stroke="currentColor" stroke-width="1.75"/><circle class="ws-mark__centre" cx="16" cy="16" r="5" fill="#ffd23f" stroke="currentColor" stroke-width="1.5"/></svg> <span class="ws-top__name">Wholeschool</span></a></div></div></div><div class="ws-top__who"><p class="ws-top__person">Larchmead · <a class="ws-top__link" href="/account"><span class="govuk-visually-hidden">Your account: </span>Ruth Amberley</a></p><form action="/sign-out" method="post"><button class="ws-top__button">Sign out</button></form></div></div></div><div class="govuk-service-navigation ws-navigation" data-module="govuk-service-navigation"><div class="govuk-width-container"><div class="govuk-service-navigation__container"><nav aria-label="Main" class="govuk-service-navigation__wrapper"><ul class="govuk-service-navigation__list" id="navigation">${content.navigation.map(room).join('')}</ul></nav></div></div></div></header>
<div class="govuk-width-container">

<main class="govuk-main-wrapper ws-main" id="main-content">
<div class="govuk-error-summary" data-module="govuk-error-summary"><div role="alert"><h2 class="govuk-error-summary__title">There is a problem</h2><div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list">${content.mistakes.map(({ text, href }) => `<li><a href="${href}">${text}</a></li>`).join('')}</ul></div></div></div><h1 class="govuk-heading-l">${content.title}</h1><form action="/actions" method="post" novalidate>${fields(content)}</form><table class="govuk-table"><caption class="govuk-table__caption govuk-table__caption--m">Actions of this year</caption><thead class="govuk-table__head"><tr class="govuk-table__row">${content.head.map((text) => `<th scope="col" class="govuk-table__header">${text}</th>`).join('')}</tr></thead><tbody class="govuk-table__body">${content.rows.map(row).join('')}</tbody></table>
</main>
</div>
<footer class="govuk-template__footer ws-footer"><div class="govuk-width-container"><h2 class="govuk-visually-hidden">About this service</h2><ul class="ws-footer__links"><li><a class="govuk-link ws-footer__link" href="/help">Help</a></li><li><a class="govuk-link ws-footer__link" href="/privacy">Privacy</a></li></ul><p class="ws-footer__words">Wholeschool, the open platform for a whole-school approach to mental health and wellbeing</p></div></footer>
</body>
</html>
`
}
