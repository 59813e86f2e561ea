import { createExperimentRequest } from '@hg/contracts'
import { describe, expect, it } from 'vitest'
import {
  emptyForm,
  experimentForm,
  newestBeside,
  startingVariants,
  toForm,
  toPlanRequest,
  toRequest,
} from './form-values.ts'

const template_id = '0190a6d8-0000-7000-8000-000000000001'
const filled = {
  ...emptyForm,
  ...{ name: 'Shorter', template_id, pass_rate_margin: '2.5', expected_lift: '7' },
  variants: [
    { version: '1', weight: '3' },
    { version: '4', weight: '1' },
  ],
}

describe('the form of an experiment', () => {
  it('is what the service takes, percents as parts', () => {
    expect(createExperimentRequest.parse(toRequest(filled))).toMatchObject({
      ...{ expected_lift: 0.07, pass_rate_margin: 0.025, cost_margin: 0.2, minimum_sample: 50 },
      variants: [
        { version: 1, weight: 3 },
        { version: 4, weight: 1 },
      ],
    })
  })

  it('comes back as it was typed', () => {
    const stored = { ...toRequest(filled), template: { id: template_id } } as unknown as Parameters<typeof toForm>[0]
    expect(toForm(stored)).toEqual({ ...filled, hypothesis: '' })
  })

  it('takes no version twice, and says it at the second', () => {
    const [first] = filled.variants
    const twice = experimentForm.safeParse({ ...filled, variants: [first, first] })
    expect(twice.error?.issues.map(({ path }) => path.join('.'))).toEqual(['variants.1.version'])
  })

  it('begins with the version in use, and the newest other one', () => {
    const versions = (version: number | null, latest_version: number) =>
      startingVariants({ version, latest_version }).map((variant) => variant.version)
    expect(versions(2, 4)).toEqual(['2', '4'])
    expect(versions(4, 4)).toEqual(['4', '3'])
    expect(versions(1, 1)).toEqual(['1', ''])
    expect(newestBeside(4, ['4', '2'])).toBe('3')
    expect(newestBeside(2, ['1', '2'])).toBe('')
  })

  it('asks for a plan once there is a template', () => {
    expect(toPlanRequest(emptyForm)).toBeNull()
    expect(toPlanRequest(filled)).toMatchObject({ template_id, weights: [3, 1] })
    expect(toPlanRequest({ ...filled, expected_lift: 'much' })).toBeNull()
  })
})
