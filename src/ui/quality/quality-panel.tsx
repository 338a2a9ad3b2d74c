import { Button, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { findingRuleName, severityNames } from '../../domain/quality/finding-rules.ts'
import { SEVERITIES, type Severity } from '../../domain/quality/severity.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { Finding, FindingRule } from '../../ports/records.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { DataText } from '../data-text.tsx'
import { Panel } from '../layout/panel.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { EmptyFace, LoadableFace } from '../states/faces.tsx'
import styles from './quality.module.css'
import { SeverityMark } from './severity-mark.tsx'

const ALL = 'all'

/** What the quality report of the build says: rules by how serious they are, the findings of one, each a way to it. */
export function QualityPanel() {
  const { t, name, locale } = useWords()
  const { loadFindingRules } = useCommands()
  const rules = useTwin(({ quality }) => quality.rules)
  const isSignedIn = useTwin((state) => state.internal?.state === 'loaded')
  const [severity, setSeverity] = useState<Severity | typeof ALL>(ALL)
  const [words, setWords] = useState('')
  useEffect(() => {
    if (isSignedIn) void loadFindingRules()
  }, [isSignedIn, loadFindingRules])
  if (!isSignedIn) return null
  const total = rules.state === 'loaded' ? rules.value.reduce((sum, rule) => sum + rule.total, 0) : 0
  const options = [
    { value: ALL, label: t('quality.all') },
    ...SEVERITIES.map((value) => ({ value, label: name(severityNames[value]) })),
  ]
  return (
    <Panel
      title={t('quality.title')}
      className={styles.panel}
      isOpenAtFirst={false}
      aside={rules.state === 'loaded' ? t('quality.count', { n: formatNumber(locale, total) }) : undefined}
    >
      <LoadableFace of={rules} loading={t('quality.loading')} onRetry={() => void loadFindingRules()}>
        {(list) =>
          list.length === 0 ? (
            <EmptyFace>{t('quality.empty')}</EmptyFace>
          ) : (
            <>
              <div className={styles.filters}>
                <Select<Severity | typeof ALL>
                  size="small"
                  value={severity}
                  options={options}
                  onChange={setSeverity}
                  aria-label={t('quality.severity')}
                />
                <Input
                  size="small"
                  type="search"
                  allowClear
                  value={words}
                  placeholder={t('quality.search')}
                  aria-label={t('quality.search')}
                  onChange={(event) => setWords(event.target.value)}
                />
              </div>
              <ul className={styles.list}>
                {bySeverity(list)
                  .filter((rule) => severity === ALL || rule.severity === severity)
                  .map((rule) => (
                    <RuleItem key={`${rule.severity} ${rule.rule}`} rule={rule} words={words.trim().toLowerCase()} />
                  ))}
              </ul>
            </>
          )
        }
      </LoadableFace>
    </Panel>
  )
}

function bySeverity(rules: readonly FindingRule[]): FindingRule[] {
  return [...rules].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.total - a.total)
}

/** A rule with its count; open, its findings below it. While one searches, a rule that has nothing of it is still there. */
function RuleItem({ rule, words }: { readonly rule: FindingRule; readonly words: string }) {
  const { t, name, locale } = useWords()
  const { showFindings } = useCommands()
  const isChosen = useTwin(({ quality }) => quality.rule?.rule === rule.rule && quality.rule.severity === rule.severity)
  return (
    <li>
      <button
        type="button"
        className={`plain ${styles.rule}`}
        aria-expanded={isChosen}
        onClick={() => void showFindings(isChosen ? null : rule)}
      >
        <SeverityMark severity={rule.severity} />
        <span>
          {name(findingRuleName(rule.rule))}
          {rule.isExample && <small className={styles.example}>{t('quality.example')}</small>}
        </span>
        <b>{formatNumber(locale, rule.total)}</b>
      </button>
      {isChosen && <FindingList rule={rule} words={words} />}
    </li>
  )
}

function FindingList({ rule, words }: { readonly rule: FindingRule; readonly words: string }) {
  const { t, locale } = useWords()
  const { showFindings } = useCommands()
  const findings = useTwin(({ quality }) => quality.findings)
  return (
    <LoadableFace of={findings} loading={t('quality.loading')} onRetry={() => void showFindings(rule)}>
      {(list) => {
        const found = list.filter((finding) => textOf(finding).includes(words))
        return (
          <>
            <ul className={styles.findings}>
              {found.map((finding) => (
                <FindingItem key={finding.id} finding={finding} />
              ))}
            </ul>
            <p className={styles.more}>
              {t(found.length === 0 ? 'quality.none' : 'quality.shown', {
                shown: formatNumber(locale, found.length),
                total: formatNumber(locale, rule.total),
              })}
            </p>
          </>
        )
      }}
    </LoadableFace>
  )
}

function FindingItem({ finding }: { readonly finding: Finding }) {
  const { t, name } = useWords()
  const { openFinding, openAsset } = useCommands()
  const isChosen = useTwin(({ quality }) => quality.findingId === finding.id)
  const gidOf = useTwin(({ assets }) => (assets.state === 'loaded' ? assets.value.gidOf : null))
  const isKnown = (id: string) => gidOf?.has(id) ?? false
  const { message, expected, file, row, column, at, assetIds } = finding
  const source = [file, row, column].filter((part) => part !== null).join(':')
  return (
    <li className={styles.finding} aria-current={isChosen}>
      <button
        type="button"
        className={`plain ${styles.message}`}
        disabled={at === null && !assetIds.some(isKnown)}
        onClick={() => void openFinding(finding)}
      >
        {name(message)}
      </button>
      <small>
        {expected !== null && <>{t('quality.expected', { limit: expected })} · </>}
        <DataText>{source}</DataText>
      </small>
      <span className={styles.assets}>
        {assetIds.map((id) =>
          isKnown(id) ? (
            <Button key={id} type="link" size="small" onClick={() => void openAsset(id)}>
              {shortId(id)}
            </Button>
          ) : (
            <small key={id}>{t('quality.leftOut', { id: shortId(id) })}</small>
          ),
        )}
      </span>
    </li>
  )
}

function textOf({ message, assetIds, file }: Finding): string {
  return `${message.zh} ${message.en} ${assetIds.join(' ')} ${file ?? ''}`.toLowerCase()
}
