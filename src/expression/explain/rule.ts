/** The names of the rules of differentiation and what each says. */

/** A rule, as a textbook calls it and states it. u and v are functions of x, c and n constants. */
export interface Rule {
  readonly title: string;
  /** The rule as TeX. */
  readonly statement: string;
}

export const RULES = {
  constant: { title: 'Constant rule', statement: "\\left(c\\right)' = 0" },
  variable: { title: 'Derivative of the variable', statement: "\\left(x\\right)' = 1" },
  constantMultiple: { title: 'Constant multiple rule', statement: "\\left(c\\,u\\right)' = c\\,u'" },
  sum: { title: 'Sum rule', statement: "\\left(u + v\\right)' = u' + v'" },
  difference: { title: 'Difference rule', statement: "\\left(u - v\\right)' = u' - v'" },
  product: { title: 'Product rule', statement: "\\left(u\\,v\\right)' = u'\\,v + u\\,v'" },
  quotient: {
    title: 'Quotient rule',
    statement: "\\left(\\frac{u}{v}\\right)' = \\frac{u'\\,v - u\\,v'}{v^2}",
  },
  negativePower: { title: 'Rewrite as a power', statement: '\\frac{c}{u^n} = c\\,u^{-n}' },
  reciprocal: { title: 'Reciprocal rule', statement: "\\left(\\frac{c}{v}\\right)' = -\\frac{c\\,v'}{v^2}" },
  power: { title: 'Power rule', statement: "\\left(x^n\\right)' = n\\,x^{n - 1}" },
  powerChain: {
    title: 'Power rule and chain rule',
    statement: "\\left(u^n\\right)' = n\\,u^{n - 1}\\,u'",
  },
  generalPower: {
    title: 'General power rule',
    statement: "\\left(u^v\\right)' = u^v \\left(v'\\,\\ln u + \\frac{v\\,u'}{u}\\right)",
  },
  exponential: { title: 'Exponential rule', statement: "\\left(a^x\\right)' = a^x \\ln a" },
  exponentialChain: {
    title: 'Exponential rule and chain rule',
    statement: "\\left(a^u\\right)' = a^u\\,\\ln a\\;u'",
  },
  piecewise: {
    title: 'Piecewise',
    statement: '\\text{each branch by itself, away from where the branches meet}',
  },
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleName = keyof typeof RULES;
