import { expect, test } from 'playwright/test'

for (const path of ['/', '/public', '/planner', '/emergency', '/leadership', '/inside', '/admin'])
  test(`breaks no rule of the content security policy, caught or not: ${path}`, async ({ page }) => {
    const violations: string[] = []
    await page.exposeFunction('tellViolation', (violation: string) => violations.push(violation))
    await page.addInitScript(`document.addEventListener('securitypolicyviolation', (event) =>
      tellViolation(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile))`)
    const answer = await page.goto(path)
    expect(answer?.headers()['content-security-policy']).toContain("script-src 'self'")
    await expect(page.getByRole('button').first()).toBeVisible()
    expect(violations).toEqual([])
  })
