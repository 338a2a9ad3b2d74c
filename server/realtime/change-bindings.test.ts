import { describe, expect, it } from 'vitest'
import { bindingId, readBinding } from './change-bindings.ts'

const table = { schema: 'public', table: 'alarm' }
const filtersOf = (filter: string) => {
  const binding = readBinding({ ...table, event: '*', filter })
  return typeof binding === 'string' ? binding : binding.filters
}

describe('a binding to table changes', () => {
  it('names event, schema and table; what is left out stands for any', () => {
    expect(readBinding({ ...table, event: 'insert' })).toMatchObject({ event: 'INSERT', ...table, filters: [] })
    expect(readBinding({ schema: 'public', event: 'something' })).toMatchObject({ event: '*', table: '*' })
    expect(readBinding({ table: 'alarm' })).toMatchObject({ schema: 'public' })
    expect(readBinding({})).toContain('No subscription params provided')
    expect(readBinding(7)).toContain('No subscription params provided')
  })

  it.each([
    ['id=eq.5', [{ column: 'id', operator: 'eq', value: '5', isNegated: false }]],
    ['id=not.eq.5', [{ column: 'id', operator: 'eq', value: '5', isNegated: true }]],
    ['name=in.(a,b)', [{ column: 'name', operator: 'in', value: '{a,b}', isNegated: false }]],
    ['name=eq."a,b"', [{ column: 'name', operator: 'eq', value: 'a,b', isNegated: false }]],
    ['name=eq."say \\"a\\""', [{ column: 'name', operator: 'eq', value: 'say "a"', isNegated: false }]],
    ['name=eq.a"b', [{ column: 'name', operator: 'eq', value: 'a"b', isNegated: false }]],
    [
      'at=gt.2026-01-01T00:00:00.5Z',
      [{ column: 'at', operator: 'gt', value: '2026-01-01T00:00:00.5Z', isNegated: false }],
    ],
    ['   ', []],
  ])('reads the filter %s', (filter, expected) => {
    expect(filtersOf(filter)).toEqual(expected)
  })

  it('takes several filters, parted by commas outside of lists', () => {
    expect(filtersOf('a=in.(1,2),b=is.null,c=like.x%')).toMatchObject([
      { column: 'a', value: '{1,2}' },
      { column: 'b', operator: 'is', value: 'null' },
      { column: 'c', operator: 'like', value: 'x%' },
    ])
  })

  it.each([
    ['subject=foo.hey', 'Error parsing `filter` params: ["foo","hey"]'],
    ['undefined', 'Error parsing `filter` params: ["undefined"]'],
    ['a=in.1,2', '`in` filter value must be wrapped by parentheses'],
    ['a=eq.1,,b=eq.2', 'empty segments'],
  ])('says what is wrong with the filter %s', (filter, words) => {
    expect(filtersOf(filter)).toContain(words)
  })

  it('selects columns of a named table only', () => {
    expect(readBinding({ ...table, select: ['id', 7] })).toMatchObject({ selected: ['id'] })
    expect(readBinding({ ...table, select: 'id' })).toContain('expected a list of column name strings')
    expect(readBinding({ schema: 'public', select: ['id'] })).toContain('not supported for wildcard')
  })

  it('has the same number for the same parameters in any order', () => {
    expect(bindingId({ schema: 'public', table: 'alarm' })).toBe(bindingId({ table: 'alarm', schema: 'public' }))
    expect(bindingId({ table: 'alarm' })).not.toBe(bindingId({ table: 'alarms' }))
  })
})
