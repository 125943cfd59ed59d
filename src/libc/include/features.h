/* <features.h>: for programs that expect it. */
#ifndef _FEATURES_H
#define _FEATURES_H
#endif
