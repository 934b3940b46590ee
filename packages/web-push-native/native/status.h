#ifndef BELFRY_STATUS_H
#define BELFRY_STATUS_H

typedef enum {
  BELFRY_ENCRYPTED = 0,
  BELFRY_NOT_ON_CURVE = 1,
  /* out of memory, or no randomness: not the fault of the message */
  BELFRY_FAILED = 2
} belfry_status;

#endif
