/** Faces are bundled: nothing is fetched at run time. */
import '@fontsource-variable/inter/standard.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import './tokens.css'
import './base.css'
import './controls.css'
import './popovers.css'
