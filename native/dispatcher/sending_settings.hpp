// What of the dispatcher's settings may change while it runs.
#pragma once

#include "core/delivery/delivery.hpp"
#include "native/sender/transfer.hpp"

namespace hookstorm::native {

struct SendingSettings {
  DeliveryRules rules;  ///< Their retry policy is that of webhooks without one.
  TransferSettings transfer;
};

}  // namespace hookstorm::native
