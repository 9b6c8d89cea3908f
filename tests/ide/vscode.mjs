// usage: node vscode.mjs CODE_SERVER_ENTRY CHROMIUM WORKSPACE PICTURES
// Opens a workspace that -t:YoctoVSCode has set up in a real VS Code, builds by its build task, and prints what Problems
// says. Needs the npm packages code-server and playwright-core in a node_modules folder above or in NODE_PATH.
import { spawn } from 'node:child_process'
import { mkdtempSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const [entry, chrome, workspace, pictures] = process.argv.slice(2)
const { chromium } = createRequire(entry)('playwright-core')
const data = mkdtempSync(join(tmpdir(), 'yocto-vscode-'))
mkdirSync(pictures, { recursive: true })
const port = await new Promise(done => { const s = createServer().listen(0, '127.0.0.1', () => { const p = s.address().port; s.close(() => done(p)) }) })
const server = spawn(process.execPath, [entry, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--user-data-dir', data,
  '--extensions-dir', join(data, 'extensions'), '--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', workspace],
{ cwd: dirname(entry), stdio: 'ignore' })
let failed = true
try {
  await until(async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok)
  const browser = await chromium.launch({ executablePath: chrome, args: ['--no-sandbox'] })
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } })
  await page.goto(`http://127.0.0.1:${port}/?folder=${workspace}`)
  const row = page.locator('.explorer-folders-view .monaco-list-row', { hasText: '.yoctoproj' })
  await row.first().waitFor({ timeout: 120000 })
  await row.first().dblclick()
  await page.locator('#status\\.editor\\.mode', { hasText: 'XML' }).waitFor({ timeout: 60000 })
  console.log('language: XML')
  await page.keyboard.press('Control+Shift+B')
  await until(async () => /[1-9]/.test(await page.locator('#status\\.problems').getAttribute('aria-label') ?? ''), 300)
  await page.keyboard.press('Control+Shift+M')
  const problem = page.locator('.markers-panel .monaco-list-row')
  await problem.first().waitFor({ timeout: 30000 })
  await page.waitForTimeout(2000)
  for (const text of await problem.allInnerTexts()) console.log('problem:', text.replace(/\s+/g, ' '))
  console.log('squiggles:', await page.locator('.squiggly-error').count())
  await page.screenshot({ path: join(pictures, 'problems.png') })
  failed = !(await problem.allInnerTexts()).some(t => /yocto/.test(t) && /YOCTO\d+/.test(t))
  await browser.close()
} finally {
  server.kill()
}
process.exit(failed ? 1 : 0)

async function until (holds, seconds = 60) {
  for (let n = 0; n < seconds * 2; n++) {
    if (await holds().catch(() => false)) return
    await new Promise(done => setTimeout(done, 500))
  }
  throw new Error('waited in vain')
}
