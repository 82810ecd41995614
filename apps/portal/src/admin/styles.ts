/** Every style of the portal that is no part's own, in the order in which they overrule each other. */
import './theme/mantine.css';
import '../shared/tokens.css';
import '../shared/fonts.css';
import '../shared/mono-font.css';
import './theme/base.css';
import './theme/mantine-adjusted.css';
