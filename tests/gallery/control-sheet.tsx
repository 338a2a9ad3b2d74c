import { Button } from '../../src/ui/controls/button.tsx'
import { TextField } from '../../src/ui/controls/text-field.tsx'
import { Panel } from '../../src/ui/layout/panel.tsx'
import { Quantity } from '../../src/ui/quantity.tsx'
import { TitleBar } from '../../src/ui/title-bar/title-bar.tsx'
import { Sample, type SheetProps, Shown } from './sample.tsx'

/** Title bar, buttons, fields, panels and numbers. */
export function ControlSheet(look: SheetProps) {
  return (
    <>
      <Shown name="TitleBar">
        <div className="stack">
          <Bar {...look} />
          <Sample {...look} state={{ session: { state: 'loaded', value: null }, internal: null }}>
            <div className="bar">
              <TitleBar onSignIn={() => {}} />
            </div>
          </Sample>
          <Sample {...look} state={{ link: { state: 'lost', since: Date.UTC(2026, 2, 1, 4) } }}>
            <div className="bar">
              <TitleBar onSignIn={() => {}} />
            </div>
          </Sample>
        </div>
      </Shown>
      <Shown name="Button">
        <div className="row">
          <Button kind="primary">关阀分析</Button>
          <Button icon="section">打开断面</Button>
          <Button kind="quiet" icon="target">
            定位
          </Button>
          <Button aria-pressed icon="underground">
            地下
          </Button>
          <Button isBusy>正在计算</Button>
          <Button disabled>确认</Button>
          <Button isSmall>重试</Button>
        </div>
      </Shown>
      <Shown name="TextField">
        <div className="row top">
          <TextField label="邮箱" defaultValue="planner@demo.local" />
          <TextField label="密码" type="password" fault="请填写" />
          <TextField label="密码" type="password" disabled />
        </div>
      </Shown>
      <Shown name="Panel · Quantity">
        <div className="row top">
          <Panel title="断面与材质" aside="管线段">
            <dl className="facts">
              <dt>管径</dt>
              <dd>
                <Quantity value={600} unit="mm" />
              </dd>
              <dt>管顶埋深</dt>
              <dd>
                <Quantity value={1.82} unit="m" digits={2} error={0.15} />
              </dd>
              <dt>设计压力</dt>
              <dd>
                <Quantity value={null} unit="MPa" />
              </dd>
            </dl>
          </Panel>
          <Panel title="图例" isOpenAtFirst={false}>
            {null}
          </Panel>
          <Panel title="JS00012" onClose={() => {}} isOpenAtFirst={false}>
            {null}
          </Panel>
        </div>
      </Shown>
    </>
  )
}

function Bar(look: SheetProps) {
  return (
    <Sample {...look}>
      <div className="bar">
        <TitleBar onSignIn={() => {}} />
      </div>
    </Sample>
  )
}
