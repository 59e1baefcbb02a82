// The Mantine theme: scales, shapes and the defaults of components, so that pages set no colours or sizes of their own.
import { createTheme, type MantineColorsTuple } from '@mantine/core';

const petrol: MantineColorsTuple = [
  '#edf8fa',
  '#d5eef2',
  '#a9dce4',
  '#6fc9d6',
  '#45abbb',
  '#228fa1',
  '#0e7385',
  '#0c6070',
  '#0b4d5a',
  '#083b45',
];
const stone: MantineColorsTuple = [
  '#faf9f7',
  '#f3f2ee',
  '#eae8e4',
  '#dcd9d3',
  '#c9c5be',
  '#8c877f',
  '#63605a',
  '#4c4944',
  '#33312e',
  '#1c1d1e',
];
const night: MantineColorsTuple = [
  '#e9ebeb',
  '#c6cbcc',
  '#9da5a7',
  '#8d9597',
  '#343a3d',
  '#22282a',
  '#1b1f21',
  '#171b1c',
  '#101314',
  '#0b0d0e',
];
const red: MantineColorsTuple = [
  '#fdeeec',
  '#fbd9d6',
  '#f6b3ad',
  '#ef8a82',
  '#e5645b',
  '#d2453b',
  '#c0352b',
  '#b3261e',
  '#8f1e18',
  '#6d1712',
];

const fontFamily = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif";

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  colors: { petrol, gray: stone, dark: night, red },
  black: '#1c1d1e',
  fontFamily,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'Roboto Mono', monospace",
  headings: { fontFamily, fontWeight: '640' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '9px', lg: '14px', xl: '20px' },
  fontSizes: { xs: '0.8125rem', sm: '0.9063rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' }, styles: { label: { fontWeight: 560 } } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md', visibilityToggleFocusable: true } },
    Textarea: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md' } },
    SegmentedControl: { defaultProps: { withItemsBorders: false } },
    Modal: { defaultProps: { radius: 'lg', centered: true, padding: 'xl', overlayProps: { backgroundOpacity: 0.4 } } },
    // Below windows: those that a drawer's buttons open lie over it, whichever was there first.
    Drawer: {
      defaultProps: { position: 'right', padding: 'xl', zIndex: 190, overlayProps: { backgroundOpacity: 0.25 } },
    },
    Menu: { defaultProps: { shadow: 'md', radius: 'lg', withInitialFocusPlaceholder: false } },
    Tooltip: {
      defaultProps: {
        openDelay: 350,
        withArrow: false,
        radius: 'sm',
        events: { hover: true, focus: true, touch: false },
      },
    },
  },
});
