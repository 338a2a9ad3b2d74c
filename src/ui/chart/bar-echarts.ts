import { BarChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

/** Only the parts that bars are drawn with. */
use([BarChart, GridComponent, CanvasRenderer])

export { init }
